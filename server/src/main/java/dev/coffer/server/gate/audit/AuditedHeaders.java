package dev.coffer.server.gate.audit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which request headers are recorded, by lower-case name, and whether their values are hashed.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/system/config-auditing">Vault's API</a>
 */
public record AuditedHeaders(Map<String, Boolean> hashed) {
  /** What a new store records: Vault's defaults, as they are. */
  public static final AuditedHeaders DEFAULT =
      new AuditedHeaders(
          Map.of("correlation-id", false, "x-correlation-id", false, "user-agent", false));

  public AuditedHeaders {
    hashed = Map.copyOf(hashed);
  }

  /** Whether the values of this header are hashed; empty when it is not recorded. */
  public Optional<Boolean> rule(String lowerCaseName) {
    return Optional.ofNullable(hashed.get(lowerCaseName));
  }

  public AuditedHeaders with(String lowerCaseName, boolean hash) {
    Map<String, Boolean> more = new TreeMap<>(hashed);
    more.put(lowerCaseName, hash);
    return new AuditedHeaders(more);
  }

  public AuditedHeaders without(String lowerCaseName) {
    Map<String, Boolean> fewer = new TreeMap<>(hashed);
    fewer.remove(lowerCaseName);
    return new AuditedHeaders(fewer);
  }
}
