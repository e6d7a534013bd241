package dev.coffer.server.identity.mfa;

import dev.coffer.server.barrier.Barrier;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The parts of this room, put together for Assembly. */
public record Mfa(MfaSettings settings, TotpSecrets secrets, SecondFactors factors) {

  /** Puts the room together; reads nothing. */
  public static Mfa over(Barrier barrier, InstantSource clock, SecureRandom random) {
    MfaSettings settings = new MfaSettings(barrier, random);
    TotpSecrets secrets = new TotpSecrets(barrier, clock, random);
    return new Mfa(settings, secrets, new SecondFactors(settings, secrets));
  }
}
