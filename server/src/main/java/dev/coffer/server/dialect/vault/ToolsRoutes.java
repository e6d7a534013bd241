package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * {@code sys/tools}: random bytes and hashes (Vault API, /sys/tools). The algorithm and the number
 * of bytes may stand in the path or in the body; the path wins.
 */
public final class ToolsRoutes {
  /** As in Vault. */
  private static final int RANDOM_BYTES_MAX = 128 * 1024;

  private static final int RANDOM_BYTES_DEFAULT = 32;

  static final Field FORMAT = Field.text("format", "\"hex\" or \"base64\"");
  static final Field BYTES = Field.integer("bytes", "How many bytes, 32 unless told");
  static final Field SOURCE = Field.text("source", "Only \"platform\": the server's own generator");
  static final Field INPUT = Field.text("input", "What to hash, in base64");
  static final Field ALGORITHM =
      Field.text("algorithm", "sha2-224, -256, -384, -512, or sha3-224, -256, -384, -512");

  private ToolsRoutes() {}

  public static RouteTable<SecureRandom> table() {
    return RouteTable.of(
        Route.write("tools/random", "Random bytes", ToolsRoutes::random, BYTES, FORMAT, SOURCE),
        Route.write("tools/random/platform", "Random bytes", ToolsRoutes::random, BYTES, FORMAT),
        Route.write("tools/random/{bytes}", "Random bytes", ToolsRoutes::random, FORMAT, SOURCE),
        Route.write("tools/random/{source}/{bytes}", "Random bytes", ToolsRoutes::random, FORMAT),
        Route.write("tools/hash", "Hash of data", ToolsRoutes::hash, ALGORITHM, INPUT, FORMAT),
        Route.write("tools/hash/{algorithm}", "Hash of data", ToolsRoutes::hash, INPUT, FORMAT));
  }

  static Passed random(SecureRandom random, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        _ -> {
          long bytes = request.integer("bytes", RANDOM_BYTES_DEFAULT);
          if (bytes < 1) {
            throw Refused.malformed("\"bytes\" cannot be less than 1");
          }
          if (bytes > RANDOM_BYTES_MAX) {
            throw Refused.malformed("\"bytes\" should be less than " + RANDOM_BYTES_MAX);
          }
          if (!request.text("source", "platform").equals("platform")) {
            throw Refused.malformed("unsupported entropy source; use \"platform\"");
          }
          byte[] made = new byte[(int) bytes];
          random.nextBytes(made);
          String text = encode(made, request.text("format", "base64"));
          return Answer.of(Json.object().put("random_bytes", text).build());
        });
  }

  static Passed hash(SecureRandom random, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        _ -> {
          MessageDigest digest = digest(request.text("algorithm", "sha2-256"));
          byte[] sum = digest.digest(decode(request.requiredText("input")));
          return Answer.of(Json.object().put("sum", encode(sum, request.text("format", "hex"))).build());
        });
  }

  private static MessageDigest digest(String algorithm) {
    String name =
        switch (algorithm) {
          case "sha2-224" -> "SHA-224";
          case "sha2-256" -> "SHA-256";
          case "sha2-384" -> "SHA-384";
          case "sha2-512" -> "SHA-512";
          case "sha3-224" -> "SHA3-224";
          case "sha3-256" -> "SHA3-256";
          case "sha3-384" -> "SHA3-384";
          case "sha3-512" -> "SHA3-512";
          default -> throw Refused.malformed("unsupported algorithm");
        };
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has " + name, missing);
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw Refused.malformed("unable to decode input as base64");
    }
  }

  private static String encode(byte[] bytes, String format) {
    return switch (format) {
      case "base64" -> Base64.getEncoder().encodeToString(bytes);
      case "hex" -> HexFormat.of().formatHex(bytes);
      default -> throw Refused.malformed("unsupported encoding format; must be \"hex\" or \"base64\"");
    };
  }
}
