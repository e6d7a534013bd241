package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.identity.token.Admission;
import dev.coffer.server.identity.token.TokenCreation.Issued;

/** The answer of every login: the token, and what was cut short. */
final class LoginAnswers {
  private static final String FACTOR_MISSING =
      "A login request was issued that is subject to MFA validation. Please make sure to validate the"
          + " login by sending another request to mfa/validate endpoint.";

  private LoginAnswers() {}

  static Answer of(Admission admission) {
    return switch (admission) {
      case Issued issued -> of(issued);
      case Admission.Asked asked -> Answer.of(MfaWire.requirement(asked)).warning(FACTOR_MISSING);
    };
  }

  private static Answer of(Issued issued) {
    Answer answer = Answer.of(issued.grant());
    for (String warning : issued.warnings()) {
      answer = answer.warning(warning);
    }
    return answer;
  }
}
