package dev.coffer.server.mount;

import dev.coffer.server.engine.LockoutTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes of a mount's settings; what is empty stays as it is.
 *
 * @param lockout what becomes of the terms there are
 */
public record Tuning(
    Optional<String> description,
    Optional<Map<String, String>> options,
    Optional<Duration> defaultLeaseTtl,
    Optional<Duration> maxLeaseTtl,
    Optional<List<String>> auditNonHmacRequestKeys,
    Optional<List<String>> auditNonHmacResponseKeys,
    Optional<String> listingVisibility,
    Optional<List<String>> passthroughRequestHeaders,
    Optional<List<String>> allowedResponseHeaders,
    Optional<String> tokenType,
    UnaryOperator<LockoutTerms> lockout) {

  /** Of everything but lock-outs. */
  public Tuning(
      Optional<String> description,
      Optional<Map<String, String>> options,
      Optional<Duration> defaultLeaseTtl,
      Optional<Duration> maxLeaseTtl,
      Optional<List<String>> auditNonHmacRequestKeys,
      Optional<List<String>> auditNonHmacResponseKeys,
      Optional<String> listingVisibility,
      Optional<List<String>> passthroughRequestHeaders,
      Optional<List<String>> allowedResponseHeaders,
      Optional<String> tokenType) {
    this(
        description, options, defaultLeaseTtl, maxLeaseTtl, auditNonHmacRequestKeys,
        auditNonHmacResponseKeys, listingVisibility, passthroughRequestHeaders, allowedResponseHeaders,
        tokenType, UnaryOperator.identity());
  }

  MountConfig applied(MountConfig old) {
    return new MountConfig(
        defaultLeaseTtl.orElse(old.defaultLeaseTtl()),
        maxLeaseTtl.orElse(old.maxLeaseTtl()),
        old.forceNoCache(),
        auditNonHmacRequestKeys.orElse(old.auditNonHmacRequestKeys()),
        auditNonHmacResponseKeys.orElse(old.auditNonHmacResponseKeys()),
        listingVisibility.orElse(old.listingVisibility()),
        passthroughRequestHeaders.orElse(old.passthroughRequestHeaders()),
        allowedResponseHeaders.orElse(old.allowedResponseHeaders()),
        tokenType.orElse(old.tokenType()),
        lockout.apply(old.lockout()));
  }
}
