package dev.coffer.server.mount;

import dev.coffer.server.engine.LockoutTerms;
import java.time.Duration;
import java.util.List;

/**
 * What {@code tune} sets (Vault's {@code sys/mounts/:path/tune}).
 *
 * @param defaultLeaseTtl zero for the server's default
 * @param maxLeaseTtl zero for the server's maximum
 * @param listingVisibility {@code ""}, {@code hidden} or {@code unauth}
 * @param tokenType for auth mounts: {@code ""}, {@code default-service}, {@code default-batch},
 *     {@code service} or {@code batch}
 * @param lockout for auth mounts
 */
public record MountConfig(
    Duration defaultLeaseTtl,
    Duration maxLeaseTtl,
    boolean forceNoCache,
    List<String> auditNonHmacRequestKeys,
    List<String> auditNonHmacResponseKeys,
    String listingVisibility,
    List<String> passthroughRequestHeaders,
    List<String> allowedResponseHeaders,
    String tokenType,
    LockoutTerms lockout) {

  public static final MountConfig DEFAULT =
      new MountConfig(
          Duration.ZERO, Duration.ZERO, false, List.of(), List.of(), "", List.of(), List.of(), "",
          LockoutTerms.DEFAULT);

  public MountConfig {
    auditNonHmacRequestKeys = List.copyOf(auditNonHmacRequestKeys);
    auditNonHmacResponseKeys = List.copyOf(auditNonHmacResponseKeys);
    passthroughRequestHeaders = List.copyOf(passthroughRequestHeaders);
    allowedResponseHeaders = List.copyOf(allowedResponseHeaders);
  }
}
