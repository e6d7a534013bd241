package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import java.util.Optional;

/**
 * An answer that came through a door of the gate. Only the doors of the requests make one.
 *
 * <p>What can still be said of it is how it looks on the wire.
 */
public final class Passed {
  private final Answer answer;
  private final Optional<Integer> status;
  private final Optional<AsText> text;
  private final boolean unfinished;

  /** A body that is no JSON: the string in a field of the answer's data. */
  record AsText(String field, String contentType) {}

  Passed(Answer answer) {
    this(answer, Optional.empty(), Optional.empty(), false);
  }

  private Passed(
      Answer answer, Optional<Integer> status, Optional<AsText> text, boolean unfinished) {
    this.answer = answer;
    this.status = status;
    this.text = text;
    this.unfinished = unfinished;
  }

  /** Another status than 200, 204 or 404 (health). */
  public Passed withStatus(int code) {
    return new Passed(answer, Optional.of(code), text, unfinished);
  }

  /** Sends the text in one field of the data as the whole body, unless the answer is wrapped. */
  public Passed asText(String field, String contentType) {
    return new Passed(answer, status, Optional.of(new AsText(field, contentType)), unfinished);
  }

  /** Names what was ignored, where the answer has a body to name it in. */
  Passed warning(String words) {
    return answer.outcome() == Answer.Outcome.EMPTY
        ? this
        : new Passed(answer.warning(words), status, text, unfinished);
  }

  /** A login that a second factor is missing for: what the data says stands in {@code auth}. */
  Passed unfinished() {
    return new Passed(answer, status, text, true);
  }

  boolean isUnfinished() {
    return unfinished;
  }

  Answer answer() {
    return answer;
  }

  Optional<Integer> status() {
    return status;
  }

  Optional<AsText> text() {
    return text;
  }
}
