package dev.coffer.server.identity.token;

import dev.coffer.server.identity.mfa.Demand;
import dev.coffer.server.identity.mfa.TotpSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logins whose second factor is still to come. In memory: each node knows its own, and a restart
 * forgets them, so whoever was in the middle begins anew.
 */
final class PendingLogins {
  static final Duration WAITS = Duration.ofMinutes(5);

  /** More are not kept: the oldest goes. */
  static final int REMEMBERED_MAX = 10_000;

  private final Map<String, Pending> byId = new LinkedHashMap<>();

  /**
   * What is known of somebody who proved the first factor. Neither printed nor compared.
   *
   * @param draft the token they will get, but for its times
   */
  record Pending(
      TokenEntry draft, boolean batch, Demand demand, List<String> warnings, Instant until,
      Map<String, TotpSecrets.Told> enrolling) {
    Pending {
      warnings = List.copyOf(warnings);
      enrolling = Map.copyOf(enrolling);
    }

    @Override
    public String toString() {
      return "Pending";
    }
  }

  synchronized void add(String id, Pending pending, Instant now) {
    byId.values().removeIf(other -> !now.isBefore(other.until()));
    if (byId.size() >= REMEMBERED_MAX) {
      byId.remove(byId.keySet().iterator().next());
    }
    byId.put(id, pending);
  }

  synchronized Optional<Pending> find(String id, Instant now) {
    return Optional.ofNullable(byId.get(id)).filter(pending -> now.isBefore(pending.until()));
  }

  /** With a secret that the person was shown; the first one stays. */
  synchronized TotpSecrets.Told enrol(String id, Pending pending, String method, TotpSecrets.Told told) {
    Map<String, TotpSecrets.Told> all = new LinkedHashMap<>(byId.getOrDefault(id, pending).enrolling());
    all.putIfAbsent(method, told);
    byId.replace(
        id,
        new Pending(
            pending.draft(), pending.batch(), pending.demand(), pending.warnings(), pending.until(), all));
    return all.getOrDefault(method, told);
  }

  synchronized void remove(String id) {
    byId.remove(id);
  }
}
