package dev.coffer.server.barrier.seal;

/**
 * What anybody may know.
 *
 * @param type {@code shamir}, or the name of a seal that opens itself
 * @param recoverySeal the shares are of a recovery key, and the seal opens itself
 * @param progress shares given in the present unsealing
 * @param nonce of the present unsealing, {@code ""} when none is under way
 * @param clusterName and {@code clusterId}: {@code ""} while sealed
 */
public record SealStatus(
    String type,
    boolean initialized,
    boolean sealed,
    int threshold,
    int shares,
    int progress,
    String nonce,
    String clusterName,
    String clusterId,
    boolean recoverySeal) {}
