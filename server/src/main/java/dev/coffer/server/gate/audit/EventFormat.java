package dev.coffer.server.gate.audit;

import dev.coffer.kit.time.Timestamps;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Audit;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Caller;
import java.time.Instant;
import java.util.Optional;

/** One line an access, for people and for log pipelines; holds no value, not even hashed. */
final class EventFormat implements RecordFormat {
  private static final byte[] NOTHING = new byte[0];

  private final Hasher hasher;

  EventFormat(Hasher hasher) {
    this.hasher = hasher;
  }

  @Override
  public String hash(String value) {
    return hasher.hash(value);
  }

  @Override
  public Draft before(Audit.Seen seen, AuditedHeaders headers, Instant now) {
    return new Draft(NOTHING, seen, 0, 0);
  }

  @Override
  public byte[] after(
      Draft draft, Audit.Seen seen, Optional<Answer> answer, AuditedHeaders headers, Instant now) {
    return new RecordBuffer(true)
        .open()
        .member("timestamp", Timestamps.text(now))
        .member("action", actionOf(seen.ask(), answer))
        .member("path", seen.ask().path())
        .member("identity", identityOf(seen.caller(), answer))
        .member("source_ip", seen.ask().origin().address())
        .name("success")
        .literal(Boolean.toString(answer.isPresent()))
        .close()
        .toBytes();
  }

  /** {@code secret.read}, {@code auth.login}, {@code sys.update}. */
  private static String actionOf(Ask ask, Optional<Answer> answer) {
    if (answer.flatMap(Answer::auth).isPresent() && ask.path().contains("/login")) {
      return "auth.login";
    }
    String room =
        switch (ask.mount().type()) {
          case "system" -> "sys";
          case "token" -> "token";
          default -> ask.mount().kind().equals("auth") ? "auth" : "secret";
        };
    return room + "." + ask.operation().word();
  }

  private static String identityOf(Caller caller, Optional<Answer> answer) {
    if (!caller.displayName().isEmpty()) {
      return caller.displayName();
    }
    if (!caller.tokenType().isEmpty()) {
      return "token";
    }
    return answer.flatMap(Answer::auth).map(AuthGrant::displayName).orElse("anonymous");
  }
}
