package dev.coffer.server.identity.cert;

import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.NamedRows;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which role of a mount knows a certificate. */
final class Acquaintance {
  /** Roles that are tried for a login that names none; of more it must name one. */
  private static final int ROLES_MAX = 1_000;

  /** Revocation lists of a mount; with more, nobody is let in. */
  private static final int LISTS_MAX = 64;

  private static final String UNKNOWN = "invalid certificate or no client certificate supplied";
  private static final String UNFIT =
      "no chain matching all constraints could be found for this login certificate";

  private final NamedRows<CertRole> roles;
  private final NamedRows<Revocations> lists;
  private final Ocsp ocsp;

  Acquaintance(NamedRows<CertRole> roles, NamedRows<Revocations> lists, Ocsp ocsp) {
    this.roles = roles;
    this.lists = lists;
    this.ocsp = ocsp;
  }

  /**
   * A role that lets a certificate in.
   *
   * @param version of its row
   * @param chain from the certificate up to one of the role's
   */
  record Known(String name, CertRole role, long version, List<X509Certificate> chain) {}

  /**
   * The first role that does.
   *
   * @param name of the only one to try, {@code ""} for all
   * @throws Refused {@code Malformed} when there is none
   */
  Known of(Reading reading, List<X509Certificate> presented, String name, Instant now) {
    if (presented.isEmpty()) {
      throw Refused.malformed("client certificate must be supplied");
    }
    Holder holder = new Holder(presented.getFirst());
    Map<String, Optional<List<X509Certificate>>> chains = new HashMap<>(); // Roles often share theirs.
    boolean vouched = false;
    for (String candidate : name.isEmpty() ? names() : List.of(name)) {
      Optional<Versioned<CertRole>> found = roles.find(reading, candidate);
      if (found.isEmpty()) {
        continue;
      }
      CertRole role = found.get().value();
      Optional<List<X509Certificate>> chain =
          chains.computeIfAbsent(role.certificate(), _ -> Chains.find(role, presented, now));
      vouched |= chain.isPresent();
      if (chain.isPresent() && role.constraints().allow(holder) && !isRevoked(reading, chain.get())) {
        return new Known(candidate, role, found.get().version(), chain.get());
      }
    }
    throw Refused.malformed(vouched ? UNFIT : UNKNOWN);
  }

  private List<String> names() {
    List<String> names = roles.names("", ROLES_MAX + 1);
    if (names.size() > ROLES_MAX) {
      throw Refused.malformed("this mount has many roles: name one");
    }
    return names;
  }

  private boolean isRevoked(Reading reading, List<X509Certificate> chain) {
    List<String> names = lists.names("", LISTS_MAX + 1);
    if (names.size() > LISTS_MAX) {
      throw new Refused(new Failure.TooLarge("the number of revocation lists", LISTS_MAX, "lists"));
    }
    for (String name : names) {
      Optional<Versioned<Revocations>> list = lists.find(reading, name);
      if (list.isPresent() && chain.stream().anyMatch(list.get().value()::revoke)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Asks the issuer, where the role wants that; without an open reading, since it may take a while.
   *
   * @throws Refused {@code Malformed} when it does not stand by the certificate any more
   */
  void requireStanding(Known known, Instant now) {
    if (!ocsp.allows(known.role().ocsp(), known.chain(), now)) {
      throw Refused.malformed(UNFIT);
    }
  }
}
