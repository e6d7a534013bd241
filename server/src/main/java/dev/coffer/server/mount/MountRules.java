package dev.coffer.server.mount;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Which paths and settings a mount may have. */
final class MountRules {
  static final int MOUNTS_MAX = 10_000;
  private static final int PATH_BYTES_MAX = 255;
  private static final int SEGMENTS_MAX = 8;
  private static final int TEXT_CHARS_MAX = 4_096;
  private static final int LIST_MAX = 256;

  /** {@code projects/} is where Google's clients look for their service. */
  private static final Set<String> RESERVED =
      Set.of("sys/", "auth/", "audit/", "cubbyhole/", "identity/", "projects/");

  private static final Set<String> VISIBILITIES = Set.of("", "hidden", "unauth");
  private static final Set<String> TOKEN_TYPES =
      Set.of("", "default", "default-service", "default-batch", "service", "batch");

  private MountRules() {}

  /** The path with exactly one slash, at its end; refuses what could be read in two ways. */
  static String path(String asked) {
    String path = asked.endsWith("/") ? asked : asked + "/";
    if (path.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
      throw new Refused(new Failure.TooLarge("the mount path", PATH_BYTES_MAX, "bytes"));
    }
    String[] segments = path.substring(0, path.length() - 1).split("/", -1);
    if (segments.length > SEGMENTS_MAX) {
      throw new Refused(new Failure.TooLarge("the mount path", SEGMENTS_MAX, "segments"));
    }
    for (String segment : segments) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw Refused.malformed("a mount path has no empty segment, no '.' and no '..'");
      }
    }
    if (path.codePoints().anyMatch(MountRules::unprintable)) {
      throw Refused.malformed("a mount path has no control character and is valid Unicode");
    }
    if (path.indexOf('*') >= 0 || path.indexOf('+') >= 0) {
      throw Refused.malformed("a mount path has no '*' and no '+': in policies they are patterns");
    }
    return path;
  }

  private static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.isWhitespace(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** Refuses a path that is reserved, in use, or above or below one in use. */
  static void free(List<Mount> mounts, MountKind kind, String path) {
    refuseProtected(kind, path, "mount");
    for (Mount mount : mounts) {
      if (mount.kind() == kind && (mount.path().startsWith(path) || path.startsWith(mount.path()))) {
        throw Refused.malformed("path is already in use at " + mount.path());
      }
    }
  }

  /** The mounts the server itself lives in are not to be touched. */
  static void refuseProtected(MountKind kind, String path, String verb) {
    for (String reserved : reserved(kind)) {
      if (path.startsWith(reserved)) {
        throw Refused.malformed("cannot " + verb + " \"" + reserved + "\"");
      }
    }
  }

  private static Set<String> reserved(MountKind kind) {
    return switch (kind) {
      case SECRET -> RESERVED;
      case AUTH -> Set.of("token/");
    };
  }

  static void check(MountKind kind, String description, MountConfig config) {
    if (config.defaultLeaseTtl().isNegative() || config.maxLeaseTtl().isNegative()) {
      throw Refused.malformed("a lease TTL must not be negative");
    }
    if (!config.maxLeaseTtl().isZero()
        && config.defaultLeaseTtl().compareTo(config.maxLeaseTtl()) > 0) {
      throw Refused.malformed("the default lease TTL must not be longer than the maximum lease TTL");
    }
    if (!VISIBILITIES.contains(config.listingVisibility())) {
      throw Refused.malformed("invalid listing_visibility: it is 'hidden' or 'unauth'");
    }
    if (!TOKEN_TYPES.contains(config.tokenType())) {
      throw Refused.malformed("invalid value for 'token_type'");
    }
    if (kind == MountKind.SECRET && !config.tokenType().isEmpty()) {
      throw Refused.malformed("'token_type' can only be modified on auth mounts");
    }
    if (description.length() > TEXT_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("the description", TEXT_CHARS_MAX, "characters"));
    }
    checkList(config.auditNonHmacRequestKeys());
    checkList(config.auditNonHmacResponseKeys());
    checkList(config.passthroughRequestHeaders());
    checkList(config.allowedResponseHeaders());
  }

  private static void checkList(List<String> names) {
    if (names.size() > LIST_MAX) {
      throw new Refused(new Failure.TooLarge("a list of names", LIST_MAX, "entries"));
    }
    if (names.stream().anyMatch(name -> name.length() > PATH_BYTES_MAX)) {
      throw new Refused(new Failure.TooLarge("a name in a list", PATH_BYTES_MAX, "characters"));
    }
  }
}
