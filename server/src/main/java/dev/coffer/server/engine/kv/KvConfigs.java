package dev.coffer.server.engine.kv;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.gate.Permit;
import java.time.Duration;
import java.util.Optional;

/** The settings of the whole mount. */
public final class KvConfigs {
  private final KvCore core;

  KvConfigs(KvCore core) {
    this.core = core;
  }

  /** New settings; what is empty stays. */
  public record Change(
      Optional<Integer> versionsMax,
      Optional<Boolean> casRequired,
      Optional<Duration> deleteVersionAfter,
      Optional<Integer> historyMax) {}

  public KvConfig read(Permit permit) {
    permit.requires(core.needs().readConfig());
    try (Reading reading = core.read()) {
      return core.config(reading);
    }
  }

  public void write(Permit permit, Change change) {
    permit.requires(core.needs().writeConfig());
    try (Reading reading = core.read()) {
      KvConfig old = core.config(reading);
      KvConfig config =
          new KvConfig(
              change.versionsMax().orElse(old.versionsMax()),
              change.casRequired().orElse(old.casRequired()),
              change.deleteVersionAfter().orElse(old.deleteVersionAfter()),
              change.historyMax().orElse(old.historyMax()));
      config.check();
      core.barrier()
          .commit(
              new Changes()
                  .put(core.keys().config(), Rows.config(config))
                  .expect(reading.expectation(core.keys().config()))
                  .expectAll(permit.revisions()));
    }
  }
}
