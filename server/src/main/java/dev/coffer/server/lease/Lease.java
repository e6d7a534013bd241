package dev.coffer.server.lease;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something issued that ends.
 *
 * @param id the path that issued it, a slash and an unguessable rest, as in Vault
 * @param revoker the name of the {@link Revoker} that ends it
 * @param data what the revoker needs to know; opaque here
 * @param owner the hash of the token it ends with, {@code ""} for none (a token's own lease)
 * @param ttl as granted at the issue or the last renewal
 * @param maxTtl counted from the issue, zero for without limit
 * @param expires the end; invalid from this instant on, whether or not it has been swept
 * @param due when the sweep takes it up next: {@code expires}, or later after a failed attempt
 * @param attempts how often revoking failed
 * @param problem why the last attempt failed, {@code ""} for none
 */
public record Lease(
    String id,
    String revoker,
    Json.Object data,
    String owner,
    Instant issued,
    Duration ttl,
    Duration maxTtl,
    Instant expires,
    boolean renewable,
    Optional<Instant> lastRenewed,
    Instant due,
    int attempts,
    String problem) {

  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  /** A new lease, due when it expires. */
  public static Lease issued(
      String id,
      String revoker,
      Json.Object data,
      String owner,
      Instant issued,
      Duration ttl,
      Duration maxTtl,
      boolean renewable) {
    Instant expires = issued.plus(ttl);
    return new Lease(
        id, revoker, data, owner, issued, ttl, maxTtl, expires, renewable, Optional.empty(),
        expires, 0, "");
  }

  public boolean expiredAt(Instant now) {
    return !now.isBefore(expires);
  }

  /** The same lease for {@code newTtl} from {@code now} on. */
  public Lease renewedAt(Instant now, Duration newTtl) {
    Instant end = now.plus(newTtl);
    return new Lease(
        id, revoker, data, owner, issued, newTtl, maxTtl, end, renewable, Optional.of(now), end, 0,
        "");
  }

  /** Invalid from now on and first in the sweep's order; the owner does not wait for it. */
  public Lease endedAt(Instant now) {
    Instant end = now.isBefore(expires) ? now : expires;
    return new Lease(
        id, revoker, data, "", issued, ttl, maxTtl, end, false, lastRenewed, end, attempts, problem);
  }

  Lease failedAt(Instant next, String why) {
    return new Lease(
        id, revoker, data, owner, issued, ttl, maxTtl, expires, renewable, lastRenewed, next,
        attempts + 1, why);
  }

  byte[] encode() {
    Json.Builder row =
        Json.object()
            .put("id", id)
            .put("revoker", revoker)
            .put("data", data)
            .put("issued_ms", issued.toEpochMilli())
            .put("ttl_ms", ttl.toMillis())
            .put("expires_ms", expires.toEpochMilli())
            .put("due_ms", due.toEpochMilli());
    if (!owner.isEmpty()) {
      row.put("owner", owner);
    }
    if (!maxTtl.isZero()) {
      row.put("max_ttl_ms", maxTtl.toMillis());
    }
    if (renewable) {
      row.put("renewable", true);
    }
    lastRenewed.ifPresent(at -> row.put("last_renewed_ms", at.toEpochMilli()));
    if (attempts > 0) {
      row.put("attempts", attempts).put("problem", problem);
    }
    return JsonWriter.bytes(row.build());
  }

  static Lease decode(byte[] bytes) {
    Json.Object row = READER.readObject(bytes);
    return new Lease(
        row.text("id").orElseThrow(),
        row.text("revoker").orElseThrow(),
        row.object("data").orElseThrow(),
        row.text("owner").orElse(""),
        Instant.ofEpochMilli(row.integer("issued_ms").orElseThrow()),
        Duration.ofMillis(row.integer("ttl_ms").orElseThrow()),
        Duration.ofMillis(row.integer("max_ttl_ms").orElse(0L)),
        Instant.ofEpochMilli(row.integer("expires_ms").orElseThrow()),
        row.bool("renewable").orElse(false),
        row.integer("last_renewed_ms").map(Instant::ofEpochMilli),
        Instant.ofEpochMilli(row.integer("due_ms").orElseThrow()),
        row.integer("attempts").orElse(0L).intValue(),
        row.text("problem").orElse(""));
  }
}
