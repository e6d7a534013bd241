package dev.coffer.server.system;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which other sites' pages may call the server from a browser: the row {@code core/cors}, absent
 * where an operator has allowed none.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/system/config-cors">Vault's API</a>
 */
public final class CrossOrigin {
  private static final Key KEY = Key.of("core/cors");
  private static final String ANY = "*";
  private static final int ORIGINS_MAX = 100;
  private static final int HEADERS_MAX = 100;

  /** Scheme, host, port, as browsers send it (RFC 6454 §6.2): without a path and without a slash. */
  private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]{0,20}://[^\\s/?#@,]{1,255}");

  /** RFC 9110 §5.1. */
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

  private final Barrier barrier;
  private final Decoded<Allowed> rows = new Decoded<>(1, CrossOrigin::decode);

  public CrossOrigin(Barrier barrier) {
    this.barrier = barrier;
  }

  /**
   * What an operator has allowed.
   *
   * @param origins compared byte for byte; {@code *} alone for all
   * @param headers that pages may send beside those every client sends
   */
  public record Allowed(List<String> origins, List<String> headers) {
    public Allowed {
      origins = List.copyOf(origins);
      headers = List.copyOf(headers);
    }

    public boolean allows(String origin) {
      return names(origin) || origins.contains(ANY);
    }

    /** Whether the operator has written down this very origin. */
    public boolean names(String origin) {
      return !origin.equals(ANY) && origins.contains(origin);
    }
  }

  /** Empty while nothing is allowed. */
  public Optional<Allowed> read(Permit permit, Need need) {
    permit.requires(need);
    return allowed();
  }

  /** For requests nobody has authenticated yet: empty also while the server is sealed. */
  public Optional<Allowed> current() {
    try {
      return allowed();
    } catch (Refused refused) {
      return switch (refused.failure()) {
        case Failure.Sealed _, Failure.Uninitialized _ -> Optional.empty();
        default -> throw refused;
      };
    }
  }

  private Optional<Allowed> allowed() {
    try (Reading reading = barrier.read()) {
      return reading.get(KEY, rows).map(Versioned::value);
    }
  }

  /** Replaces what was allowed. */
  public void allow(Permit permit, Need need, List<String> origins, List<String> headers) {
    permit.requires(need);
    check(origins, headers);
    Json.Object row =
        Json.object().put("origins", Json.texts(origins)).put("headers", Json.texts(headers)).build();
    barrier.commit(new Changes().put(KEY, JsonWriter.bytes(row)).expectAll(permit.revisions()));
  }

  public void disable(Permit permit, Need need) {
    permit.requires(need);
    barrier.commit(new Changes().delete(KEY).expectAll(permit.revisions()));
  }

  private static void check(List<String> origins, List<String> headers) {
    if (origins.isEmpty()) {
      throw Refused.malformed("at least one origin or the wildcard must be provided");
    }
    if (origins.contains(ANY) && origins.size() > 1) {
      throw Refused.malformed("to allow all origins the '*' must be the only value for allowed_origins");
    }
    if (origins.size() > ORIGINS_MAX) {
      throw new Refused(new Failure.TooLarge("allowed_origins", ORIGINS_MAX, "origins"));
    }
    if (headers.size() > HEADERS_MAX) {
      throw new Refused(new Failure.TooLarge("allowed_headers", HEADERS_MAX, "headers"));
    }
    if (!origins.equals(List.of(ANY)) && !origins.stream().allMatch(ORIGIN.asMatchPredicate())) {
      throw Refused.malformed(
          "an origin is a scheme, a host in lower case and, if need be, a port, without a slash at"
              + " its end: https://app.example.com:8443");
    }
    if (!headers.stream().allMatch(HEADER.asMatchPredicate())) {
      throw Refused.malformed("allowed_headers has something that is no name of a header");
    }
  }

  private static Allowed decode(byte[] row) {
    Json.Object allowed = new JsonReader(JsonLimits.TRUSTED).readObject(row);
    return new Allowed(texts(allowed, "origins"), texts(allowed, "headers"));
  }

  private static List<String> texts(Json.Object row, String name) {
    List<String> texts = new ArrayList<>();
    for (Json item : row.array(name).orElseThrow().items()) {
      texts.add(((Json.Text) item).value());
    }
    return texts;
  }
}
