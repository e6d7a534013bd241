package dev.coffer.server.gate.audit;

import dev.coffer.kit.time.Timestamps;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Audit;
import dev.coffer.server.gate.Strangers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives every record to every enabled device, each in its own format. One device that records is
 * enough, as in Vault; when none does, nothing may happen. Without devices everything is served.
 *
 * <p>Closed until it is given its devices, which happens after unsealing: nothing can slip through
 * unrecorded in between.
 */
public final class AuditBroker implements Audit {
  private static final Duration WARN_EVERY = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Logger log;
  private volatile Instant warned = Instant.EPOCH;
  private volatile State state = new State(false, List.of(), AuditedHeaders.DEFAULT);

  public AuditBroker(InstantSource clock, Logger log) {
    this.clock = clock;
    this.log = log;
  }

  /** A device as it is used. */
  record Enabled(String path, RecordFormat format, AuditDevice device) {}

  /** {@code devices} stay when the broker is closed, for requests that are under way. */
  private record State(boolean open, List<Enabled> devices, AuditedHeaders headers) {}

  /** From now on these devices, and only these; those no longer among them are closed. */
  synchronized void use(List<Enabled> devices, AuditedHeaders headers) {
    List<Enabled> before = state.devices();
    state = new State(true, List.copyOf(devices), headers);
    before.stream().filter(old -> !devices.contains(old)).forEach(old -> old.device().close());
  }

  List<Enabled> devices() {
    return state.devices();
  }

  public AuditedHeaders headers() {
    return state.headers();
  }

  /** Refuses new requests as sealed; those under way still record their end. */
  public synchronized void seal() {
    state = new State(false, state.devices(), state.headers());
  }

  /** Opens all files again, after SIGHUP. A device that cannot goes on with the file it has. */
  public void reopen() {
    for (Enabled enabled : state.devices()) {
      try {
        enabled.device().reopen();
      } catch (IOException problem) {
        warn(enabled, problem);
      }
    }
  }

  /** Closes every device: the server ends. */
  public synchronized void close() {
    state.devices().forEach(enabled -> enabled.device().close());
    state = new State(false, List.of(), state.headers());
  }

  @Override
  public Entry before(Seen seen) {
    State now = state;
    if (!now.open()) {
      throw new Refused(new Failure.Sealed());
    }
    List<RecordFormat.Draft> drafts = new ArrayList<>(now.devices().size());
    Instant time = clock.instant();
    Tally tally = new Tally(now.devices());
    for (Enabled enabled : now.devices()) {
      RecordFormat.Draft draft = enabled.format().before(seen, now.headers(), time);
      drafts.add(draft);
      tally.record(enabled, draft.line());
    }
    tally.check();
    return (last, answer) -> after(now.devices(), drafts, last, answer);
  }

  private void after(
      List<Enabled> first, List<RecordFormat.Draft> drafts, Seen seen, Optional<Answer> answer) {
    State now = state;
    Instant time = clock.instant();
    Tally tally = new Tally(now.devices());
    for (Enabled enabled : now.devices()) {
      int at = first.indexOf(enabled);
      RecordFormat.Draft draft = // -1: enabled while the request was under way.
          at < 0 ? enabled.format().before(seen, now.headers(), time) : drafts.get(at);
      tally.record(enabled, enabled.format().after(draft, seen, answer, now.headers(), time));
    }
    tally.check();
  }

  @Override
  public void summary(Strangers.Summary summary) {
    State now = state;
    if (!now.open()) {
      return;
    }
    byte[] line =
        new RecordBuffer(true)
            .open()
            .member("time", Timestamps.text(clock.instant()))
            .member("type", "summary")
            .open("request")
            .member("remote_address", summary.address())
            .close()
            .member("count", summary.count())
            .member("from", Timestamps.text(summary.from()))
            .member("to", Timestamps.text(summary.to()))
            .member("error", "requests of strangers without a record of their own")
            .close()
            .toBytes();
    Tally tally = new Tally(now.devices());
    now.devices().forEach(enabled -> tally.record(enabled, line));
  }

  /** A full disk would otherwise fill the log as well. */
  private void warn(Enabled enabled, IOException problem) {
    Instant now = clock.instant();
    if (now.isBefore(warned.plus(WARN_EVERY))) {
      return;
    }
    warned = now;
    log.log(Level.ERROR, "audit device {0}: {1}", enabled.path(), problem.toString());
  }

  /** Counts which devices recorded one record. */
  private final class Tally {
    private final List<Enabled> asked;
    private final List<Enabled> failed = new ArrayList<>();

    Tally(List<Enabled> asked) {
      this.asked = asked;
    }

    /** Records a line; no line asks the device only whether it could. */
    void record(Enabled enabled, byte[] line) {
      try {
        if (line.length == 0) {
          enabled.device().ready();
        } else {
          enabled.device().record(line);
        }
      } catch (IOException problem) {
        failed.add(enabled);
        warn(enabled, problem);
      }
    }

    void check() {
      if (!asked.isEmpty() && failed.size() == asked.size()) {
        throw new Refused(new Failure.Unavailable("every audit device"));
      }
    }
  }
}
