package dev.coffer.server.gate;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.policy.Decision;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The internal door: recorded before and after, under the server's own name. */
public final class ServerWork implements InternalDoor {
  private static final MountFacts MOUNT =
      new MountFacts("sys/", "system", "", "secret", "", Set.of("cause"), Set.of());
  private static final Origin ORIGIN = new Origin("", 0, "", Json.Object.empty());

  private final Audit audit;
  private final SecureRandom random;

  public ServerWork(Audit audit, SecureRandom random) {
    this.audit = audit;
    this.random = random;
  }

  @Override
  public <R> R internal(Cause cause, Need need, Function<Permit, R> work) {
    Ask ask = ask(cause, need);
    Session session =
        new Session(
            audit,
            new Audit.Seen(ask, server(), Optional.of(new Decision.Allow(List.of())), ""));
    session.begin();
    AtomicReference<R> result = new AtomicReference<>();
    session.recording(
        () -> {
          Answer answer = Races.repeat(ask.id(), () -> once(need, work, result));
          session.succeed(answer);
          return answer;
        });
    return result.get();
  }

  private static <R> Answer once(Need need, Function<Permit, R> work, AtomicReference<R> result) {
    Permit permit =
        new Permit(
            server(),
            need::equals,
            List.of(),
            Optional.empty(),
            (_, _) -> new Verdict.Denied("internal work has one need"));
    try {
      result.set(work.apply(permit));
    } finally {
      permit.end();
    }
    return Answer.empty();
  }

  private Ask ask(Cause cause, Need need) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return new Ask(
        "internal-" + HexFormat.of().formatHex(id),
        new Evidence.None(),
        cause == Cause.EXPIRY ? Operation.REVOKE : Operation.UPDATE,
        need.path(),
        Json.object().put("cause", cause.word()).build(),
        ORIGIN,
        MOUNT,
        Optional.empty(),
        List.of(need),
        () -> true);
  }

  private static Caller server() {
    return new Caller(
        "", "", "internal", "coffer", "", List.of(), List.of(), Map.of(), Duration.ZERO,
        Instant.EPOCH, Optional.empty(), 0, List.of());
  }
}
