package dev.coffer.server.lease;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
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
 * @param holder who it counts for, {@code ""} for nobody: {@code entity/ID} or {@code token/ACCESSOR}
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
    String problem,
    String holder) {

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
        expires, 0, "", "");
  }

  /** The same lease, counted for somebody. */
  public Lease heldBy(String who) {
    return new Lease(
        id, revoker, data, owner, issued, ttl, maxTtl, expires, renewable, lastRenewed, due, attempts,
        problem, who);
  }

  public boolean expiredAt(Instant now) {
    return !now.isBefore(expires);
  }

  /** The same lease for {@code newTtl} from {@code now} on. */
  public Lease renewedAt(Instant now, Duration newTtl) {
    Instant end = now.plus(newTtl);
    return new Lease(
        id, revoker, data, owner, issued, newTtl, maxTtl, end, renewable, Optional.of(now), end, 0,
        "", holder);
  }

  /** Invalid from now on and first in the sweep's order; the owner does not wait for it. */
  public Lease endedAt(Instant now) {
    Instant end = now.isBefore(expires) ? now : expires;
    return new Lease(
        id, revoker, data, "", issued, ttl, maxTtl, end, false, lastRenewed, end, attempts, problem,
        holder);
  }

  Lease failedAt(Instant next, String why) {
    return new Lease(
        id, revoker, data, owner, issued, ttl, maxTtl, expires, renewable, lastRenewed, next,
        attempts + 1, why, holder);
  }

  /** Taken up later without having failed: what it stands for was not asked. */
  Lease putOffTo(Instant next) {
    return new Lease(
        id, revoker, data, owner, issued, ttl, maxTtl, expires, renewable, lastRenewed, next, attempts,
        problem, holder);
  }

  /** Its row: a CBOR array (docs/format.md §4), times in milliseconds. */
  byte[] encode() {
    return CborWriter.array(
        out ->
            out.text(id)
                .text(revoker)
                .bytes(JsonWriter.bytes(data))
                .text(owner)
                .millis(issued)
                .millis(ttl)
                .millis(maxTtl)
                .millis(expires)
                .flag(renewable)
                .millis(lastRenewed)
                .millis(due)
                .number(attempts)
                .text(problem)
                .text(holder));
  }

  static Lease decode(byte[] row) {
    return CborReader.array(row, Lease::read);
  }

  private static Lease read(CborReader in) {
    return new Lease(
        in.text(),
        in.text(),
        READER.readObject(in.bytes()),
        in.text(),
        in.millis(),
        Duration.ofMillis(in.number()),
        Duration.ofMillis(in.number()),
        in.millis(),
        in.flag(),
        in.maybe(CborReader::millis),
        in.millis(),
        in.integer(),
        in.text(),
        in.more() ? in.text() : "");
  }
}
