package dev.coffer.server.password;

import dev.coffer.kit.hcl.HclException;
import dev.coffer.kit.hcl.HclFields;
import dev.coffer.kit.hcl.HclLimits;
import dev.coffer.kit.hcl.HclReader;
import dev.coffer.server.failure.Refused;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * How a password is made: its length, and from each of some sets of characters at least so many
 * (Vault, "Password policies").
 *
 * @param length in characters, {@link #LENGTH_MIN} to {@link #LENGTH_MAX}
 */
public record PasswordPolicy(int length, List<Charset> charsets) {
  public static final int LENGTH_MIN = 4;
  public static final int LENGTH_MAX = 1_024;

  private static final int CHARSETS_MAX = 100;
  private static final int CHARSET_MAX = 10_000;
  private static final HclReader READER = new HclReader(new HclLimits(1 << 16, 4, 1_000));

  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";

  /** Where nobody says otherwise, as in Vault: 20 characters, 118 bits, safe in any quotes. */
  public static final PasswordPolicy USUAL =
      new PasswordPolicy(
          20,
          List.of(
              new Charset(LOWER, 1), new Charset(UPPER, 1), new Charset(DIGITS, 1), new Charset("-", 1)));

  /**
   * A set of characters, of which a password has at least {@code min}.
   *
   * @param characters printable ASCII
   */
  public record Charset(String characters, int min) {}

  public PasswordPolicy {
    charsets = List.copyOf(charsets);
  }

  /**
   * Parses, strictly.
   *
   * @throws Refused {@code Malformed} with the place and what was expected there
   */
  public static PasswordPolicy parse(String text) {
    try {
      HclFields fields = new HclFields(READER.read(text));
      int length =
          fields
              .integer("length", LENGTH_MIN, LENGTH_MAX)
              .orElseThrow(() -> new HclException(fields.place(), "length is missing"))
              .intValue();
      List<Charset> charsets = new ArrayList<>();
      for (HclFields.Block block : fields.blocks("rule", 1)) {
        if (!block.labels().getFirst().text().equals("charset")) {
          throw new HclException(block.place(), "the only kind of rule is \"charset\"");
        }
        charsets.add(charset(new HclFields(block.body())));
      }
      fields.end();
      return checked(new PasswordPolicy(length, charsets), fields);
    } catch (HclException bad) {
      throw Refused.malformed("failed to parse password policy: " + bad.getMessage());
    }
  }

  private static Charset charset(HclFields fields) {
    String characters =
        fields.text("charset").orElseThrow(() -> new HclException(fields.place(), "charset is missing"));
    int min = fields.integer("min-chars", 0, LENGTH_MAX).orElse(0L).intValue();
    fields.end();
    boolean printable = characters.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (characters.isEmpty() || characters.length() > CHARSET_MAX || !printable) {
      throw new HclException(fields.place(), "a charset has 1 to " + CHARSET_MAX + " printable ASCII characters");
    }
    return new Charset(characters, min);
  }

  private static PasswordPolicy checked(PasswordPolicy policy, HclFields fields) {
    if (policy.charsets.isEmpty() || policy.charsets.size() > CHARSETS_MAX) {
      throw new HclException(fields.place(), "a policy has 1 to " + CHARSETS_MAX + " charset rules");
    }
    if (policy.charsets.stream().mapToInt(Charset::min).sum() > policy.length) {
      throw new HclException(fields.place(), "the min-chars of all rules are more than the length");
    }
    return policy;
  }

  /** A new password. First what each rule asks for, then of all characters, then shuffled. */
  public String generate(SecureRandom random) {
    StringBuilder all = new StringBuilder();
    StringBuilder password = new StringBuilder(length);
    for (Charset charset : charsets) {
      draw(password, charset.characters(), charset.min(), random);
      charset.characters().chars().filter(c -> all.indexOf(Character.toString(c)) < 0).forEach(c -> all.append((char) c));
    }
    draw(password, all, length - password.length(), random);
    for (int at = length - 1; at > 0; at--) {
      int other = random.nextInt(at + 1);
      char moved = password.charAt(other);
      password.setCharAt(other, password.charAt(at));
      password.setCharAt(at, moved);
    }
    return password.toString();
  }

  private static void draw(StringBuilder password, CharSequence from, int count, SecureRandom random) {
    for (int drawn = 0; drawn < count; drawn++) {
      password.append(from.charAt(random.nextInt(from.length())));
    }
  }
}
