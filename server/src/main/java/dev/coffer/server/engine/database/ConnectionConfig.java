package dev.coffer.server.engine.database;

import dev.coffer.kit.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach a database as the user that makes users there (Vault API, "Configure connection").
 *
 * @param url as it was given; where it holds {@code {{password}}} the password stands
 * @param password {@code ""} for none
 * @param pending a password that may be the database's already: it was to be set when the server stopped,
 *     or the answer to setting it was lost
 * @param allowedRoles names, {@code *} at an end for any rest
 * @param usernameTemplate {@code ""} for the usual one
 */
public record ConnectionConfig(
    String name,
    String plugin,
    String url,
    String username,
    SecretBytes password,
    Optional<SecretBytes> pending,
    List<String> allowedRoles,
    List<String> rotationStatements,
    String passwordPolicy,
    String usernameTemplate,
    boolean verify,
    Limits limits,
    Tls tls,
    boolean scram) {

  /**
   * What Coffer may ask of the database.
   *
   * @param open connections at the same time
   * @param idle kept and shown; a connection that nobody used for a minute is closed
   * @param lifetime of a connection, zero for ever
   * @param revocationsPerSecond of users whose leases end, 0 for as many as come
   */
  public record Limits(int open, int idle, Duration lifetime, int revocationsPerSecond) {
    /** As in Vault: four connections, none closed for its age. */
    public static final Limits USUAL = new Limits(4, 4, Duration.ZERO, 0);
  }

  /**
   * TLS in PEM; each {@code ""} where it is not used.
   *
   * @param ca who may have signed the database's certificate
   * @param key of the client's certificate, PKCS #8
   */
  public record Tls(String ca, String certificate, SecretBytes key) {
    public boolean isUsed() {
      return !ca.isEmpty() || !certificate.isEmpty();
    }
  }

  public ConnectionConfig {
    allowedRoles = List.copyOf(allowedRoles);
    rotationStatements = List.copyOf(rotationStatements);
  }

  /** Whether credentials of a role may be made over this connection. */
  boolean allows(String role) {
    return allowedRoles.stream().anyMatch(pattern -> matches(pattern, role));
  }

  private static boolean matches(String pattern, String role) {
    boolean before = pattern.startsWith("*");
    boolean after = pattern.length() > 1 && pattern.endsWith("*");
    String middle = pattern.substring(before ? 1 : 0, pattern.length() - (after ? 1 : 0));
    if (before && after) {
      return role.contains(middle);
    }
    return before ? role.endsWith(middle) : after ? role.startsWith(middle) : role.equals(pattern);
  }

  ConnectionConfig withPending(SecretBytes candidate) {
    return changed(password, Optional.of(candidate));
  }

  /** The pending password is the one that counts. */
  ConnectionConfig promoted() {
    return changed(pending.orElse(password), Optional.empty());
  }

  /** The pending password never came to count. */
  ConnectionConfig rejected() {
    return changed(password, Optional.empty());
  }

  private ConnectionConfig changed(SecretBytes now, Optional<SecretBytes> candidate) {
    return new ConnectionConfig(
        name, plugin, url, username, now, candidate, allowedRoles, rotationStatements, passwordPolicy,
        usernameTemplate, verify, limits, tls, scram);
  }

  static String text(SecretBytes secret) {
    return secret.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
