package dev.coffer.server.gate.audit;

import dev.coffer.server.failure.Refused;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The options of a file device, checked. They are attacker input: whoever may enable a device must
 * not thereby write programs or configuration files (CVE-2025-6000).
 *
 * @param filePath absolute, or {@code stdout}
 * @param mode of the file, never with an executable bit
 * @param sync wait for the disk before every answer
 * @see <a href="https://developer.hashicorp.com/vault/docs/audit/file">Vault's file device</a>
 */
public record DeviceOptions(
    String filePath,
    Set<PosixFilePermission> mode,
    boolean logRaw,
    boolean hmacAccessor,
    boolean elideListResponses,
    boolean events,
    boolean sync) {
  /** The file path of the device that writes to standard output. */
  public static final String STDOUT = "stdout";

  private static final int PATH_CHARS_MAX = 1_024;
  private static final Set<String> NAMES =
      Set.of(
          "file_path", "path", "mode", "prefix", "log_raw", "hmac_accessor",
          "elide_list_responses", "format", "sync", "fallback", "filter", "exclude");

  public DeviceOptions {
    mode = Set.copyOf(mode);
  }

  /**
   * Checks what was sent.
   *
   * @throws Refused {@code Malformed} naming the option that cannot be
   */
  public static DeviceOptions parse(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!NAMES.contains(name)) {
        throw Refused.malformed("unknown option; known are file_path, mode, log_raw, hmac_accessor,"
            + " elide_list_responses, format, sync");
      }
    }
    for (String name : Set.of("fallback", "filter", "exclude", "prefix")) {
      String value = options.getOrDefault(name, "");
      if (!value.isEmpty() && !value.equals("false")) {
        throw Refused.malformed("the option " + name + " is not supported");
      }
    }
    String format = options.getOrDefault("format", "json");
    if (!format.equals("json") && !format.equals("event")) {
      throw Refused.malformed("format is json or event");
    }
    String sync = options.getOrDefault("sync", "os");
    if (!sync.equals("os") && !sync.equals("always")) {
      throw Refused.malformed("sync is os or always");
    }
    return new DeviceOptions(
        pathOf(options),
        modeOf(options.getOrDefault("mode", "0600")),
        flag(options, "log_raw", false),
        flag(options, "hmac_accessor", true),
        flag(options, "elide_list_responses", false),
        format.equals("event"),
        sync.equals("always"));
  }

  public boolean isStandardOutput() {
    return filePath.equals(STDOUT);
  }

  private static String pathOf(Map<String, String> options) {
    String path = options.getOrDefault("file_path", options.getOrDefault("path", ""));
    if (path.isEmpty()) {
      throw Refused.malformed("file_path is required");
    }
    if (path.equals("-") || path.equals(STDOUT)) {
      return STDOUT;
    }
    if (path.length() > PATH_CHARS_MAX || path.chars().anyMatch(Character::isISOControl)) {
      throw Refused.malformed("file_path is no usable path");
    }
    return path;
  }

  private static Set<PosixFilePermission> modeOf(String octal) {
    if (!octal.matches("[0-7]{3,4}")) {
      throw Refused.malformed("mode is an octal number, like 0600");
    }
    int bits = Integer.parseInt(octal, 8);
    if (bits == 0) {
      bits = 0600; // Vault leaves the mode alone at 0000; ours is never wider than asked for.
    }
    if ((bits & 0111) != 0 || bits > 0777) {
      throw Refused.malformed("mode must have no executable and no special bits");
    }
    if ((bits & 0022) != 0 || (bits & 0600) != 0600) {
      throw Refused.malformed("mode must let the owner, and nobody else, write");
    }
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromLeft = PosixFilePermission.values();
    for (int at = 0; at < fromLeft.length; at++) {
      if ((bits >> (fromLeft.length - 1 - at) & 1) != 0) {
        mode.add(fromLeft[at]);
      }
    }
    return Collections.unmodifiableSet(mode);
  }

  private static boolean flag(Map<String, String> options, String name, boolean otherwise) {
    return switch (options.getOrDefault(name, Boolean.toString(otherwise))) {
      case "true", "1", "TRUE", "True", "t", "T" -> true;
      case "false", "0", "FALSE", "False", "f", "F" -> false;
      default -> throw Refused.malformed(name + " is true or false");
    };
  }
}
