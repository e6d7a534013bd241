package dev.coffer.server.gate;

import dev.coffer.kit.SecretBytes;
import java.time.Duration;
import java.time.Instant;

/**
 * A single-use envelope in an answer.
 *
 * @param creationPath the path whose answer is inside
 * @param wrappedAccessor the accessor of the token inside, {@code ""} when there is none
 */
public record WrapGrant(
    SecretBytes token,
    String accessor,
    Duration ttl,
    Instant created,
    String creationPath,
    String wrappedAccessor) {}
