package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.identity.token.TokenCreation.Issued;
import dev.coffer.server.lease.TtlTuning;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A longer life for a token, never past its maximum: that is counted from the issue, to the
 * millisecond, and a token that has ended is not renewed (CVE-2021-32923).
 */
public final class TokenRenewal {
  private final Barrier barrier;
  private final InstantSource clock;
  private final TokenRows rows;
  private final TokenRoles roles;
  private final TtlTuning tuning;
  private final LoginMethods methods;
  private final Identities identities;

  TokenRenewal(
      Barrier barrier,
      InstantSource clock,
      TokenRows rows,
      TokenRoles roles,
      TtlTuning tuning,
      LoginMethods methods,
      Identities identities) {
    this.barrier = barrier;
    this.clock = clock;
    this.rows = rows;
    this.roles = roles;
    this.tuning = tuning;
    this.methods = methods;
    this.identities = identities;
  }

  /**
   * Renews.
   *
   * @param text goes into the answer; empty when it was asked for by accessor
   * @param increment zero for the TTL it had
   */
  public Issued renew(Permit permit, String hash, SecretBytes text, Duration increment) {
    return renew(permit, hash, text, increment, Presented.NOTHING);
  }

  /** As {@link #renew(Permit, String, SecretBytes, Duration)}, with what the request shows of its sender. */
  public Issued renew(
      Permit permit, String hash, SecretBytes text, Duration increment, Presented presented) {
    Instant now = clock.instant();
    List<String> warnings = new ArrayList<>();
    try (Reading reading = barrier.read()) {
      Versioned<TokenEntry> found =
          rows.find(reading, hash)
              .filter(row -> row.value().usableAt(now))
              .orElseThrow(() -> Refused.malformed("token not found"));
      TokenEntry entry = found.value();
      if (!entry.renewable() || entry.times().expires().isEmpty()) {
        throw Refused.malformed("lease is not renewable");
      }
      Optional<LoginMethods.Said> login = methods.renewing(entry, presented);
      TokenTimes times = times(reading, entry, login, increment, now, warnings);
      TokenEntry next = entry.withTimes(times);
      Changes changes = new Changes().expectAll(permit.revisions());
      Persona persona = identities.renewing(reading, changes, entry, login);
      if (!rows.renew(reading, changes, found, next, now)) {
        throw Refused.malformed("token not found");
      }
      barrier.commit(changes);
      return new Issued(TokenIssue.grant(text, next, persona, "service"), warnings);
    }
  }

  private TokenTimes times(
      Reading reading,
      TokenEntry entry,
      Optional<LoginMethods.Said> login,
      Duration increment,
      Instant now,
      List<String> warnings) {
    TokenClock terms = new TokenClock(tuning.at(entry.path()));
    return login.isPresent()
        ? terms.renewLogin(entry.times(), login.get().renewed().parameters(), increment, now, warnings)
        : terms.renew(entry.times(), role(reading, entry), increment, now, warnings);
  }

  private Optional<TokenRole> role(Reading reading, TokenEntry entry) {
    if (entry.role().isEmpty()) {
      return Optional.empty();
    }
    Optional<TokenRole> role = roles.find(reading, entry.role());
    if (role.isEmpty()) {
      throw Refused.malformed("original token role could not be found, not renewing");
    }
    return role;
  }
}
