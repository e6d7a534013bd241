package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.identity.token.TokenCreation.Issued;

/** The answer of every login: the token, and what was cut short. */
final class LoginAnswers {
  private LoginAnswers() {}

  static Answer of(Issued issued) {
    Answer answer = Answer.of(issued.grant());
    for (String warning : issued.warnings()) {
      answer = answer.warning(warning);
    }
    return answer;
  }
}
