package dev.coffer.server.lease;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that never goes back, so that nothing that has ended begins to live again. When the
 * machine's clock is put back, this one goes on from where it was; the mark it leaves in the store
 * keeps that over a restart (to within {@link #MARK_EVERY}). Milliseconds.
 */
public final class ForwardClock implements InstantSource {
  /** How often the mark is written. */
  public static final Duration MARK_EVERY = Duration.ofMinutes(1);

  private static final Key MARK = Key.of("lease/clock");
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private final InstantSource machine;
  private final AtomicLong latestMillis = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong aheadMillis = new AtomicLong();
  private final AtomicLong markedMillis = new AtomicLong(Long.MIN_VALUE);

  public ForwardClock(InstantSource machine) {
    this.machine = machine;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    long now = machine.millis() + aheadMillis.get();
    long latest = latestMillis.get();
    if (now == latest) {
      return now;
    }
    return now > latest ? advance(now) : catchUp(latest);
  }

  private long advance(long now) {
    return latestMillis.accumulateAndGet(now, Math::max);
  }

  /** The machine's clock went back: from now on this one runs ahead of it by the difference. */
  private synchronized long catchUp(long latest) {
    long behind = latest - (machine.millis() + aheadMillis.get());
    if (behind > 0) {
      aheadMillis.addAndGet(behind);
    }
    return advance(machine.millis() + aheadMillis.get());
  }

  /** Reads the mark once and writes it when it is old; called by the sweep while unsealed. */
  public void mark(Barrier barrier) {
    if (markedMillis.get() == Long.MIN_VALUE) {
      try (Reading reading = barrier.read()) {
        reading.get(MARK).ifPresent(this::resume);
      }
    }
    long now = millis();
    if (now - markedMillis.get() >= MARK_EVERY.toMillis() || markedMillis.get() == Long.MIN_VALUE) {
      byte[] row = JsonWriter.bytes(Json.object().put("latest_ms", now).build());
      barrier.commit(new Changes().put(MARK, row));
      markedMillis.set(now);
    }
  }

  private void resume(Opened opened) {
    try (SecretBytes value = opened.value()) {
      Optional<Long> mark = value.read(READER::readObject).integer("latest_ms");
      mark.ifPresent(
          at -> {
            advance(at);
            markedMillis.set(at);
          });
    }
  }
}
