package dev.coffer.server.identity.aws;

import dev.coffer.server.failure.Refused;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A principal of AWS, as STS names it.
 *
 * @param full as it was told
 * @param canonical the user or role itself: a role's sessions are all that role
 * @param friendlyName the user or the session
 */
record Arn(String full, String account, String canonical, String friendlyName) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "arn:(aws|aws-cn|aws-us-gov):(iam|sts)::([0-9]{12}):(user|assumed-role|federated-user)/([\\w+=,.@/-]{1,600})");

  private static final Pattern BOUND =
      Pattern.compile("arn:(?:aws|aws-cn|aws-us-gov):(?:iam|sts)::[0-9]{12}:[\\w+=,.@/:-]*\\*?");

  static Optional<Arn> parse(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String prefix = "arn:" + parts.group(1) + ":";
    String account = parts.group(3);
    String[] names = parts.group(5).split("/", -1);
    String last = names[names.length - 1];
    return switch (parts.group(4)) {
      case "assumed-role" ->
          names.length == 2 && parts.group(2).equals("sts")
              ? Optional.of(new Arn(text, account, prefix + "iam::" + account + ":role/" + names[0], last))
              : Optional.empty();
      case "user" -> parts.group(2).equals("iam") ? Optional.of(new Arn(text, account, text, last)) : Optional.empty();
      default -> Optional.of(new Arn(text, account, text, last));
    };
  }

  /**
   * What a role may be bound to: a whole name, or a beginning and {@code *}. The account always
   * stands, so that no pattern reaches into another.
   *
   * @throws Refused {@code Malformed} for anything else
   */
  static void checkBound(String pattern) {
    if (!BOUND.matcher(pattern).matches()) {
      throw Refused.malformed(
          "bound_iam_principal_arn must be ARNs with an account, and '*' only at the end");
    }
  }

  boolean fits(String bound) {
    return bound.endsWith("*")
        ? canonical.startsWith(bound.substring(0, bound.length() - 1))
        : canonical.equals(bound);
  }
}
