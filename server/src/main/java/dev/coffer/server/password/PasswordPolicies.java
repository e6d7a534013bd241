package dev.coffer.server.password;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The policies by name ({@code password-policy/NAME}), as they were written. */
public final class PasswordPolicies {
  /** The most that a list answers. */
  public static final int NAMES_MAX = 10_000;

  private static final String ROWS = "password-policy/";
  private static final Pattern NAME = Pattern.compile("\\w(?:[\\w.-]{0,254}\\w)?");

  private final Barrier barrier;
  private final SecureRandom random;

  public PasswordPolicies(Barrier barrier, SecureRandom random) {
    this.barrier = barrier;
    this.random = random;
  }

  public List<String> names() {
    try (Reading reading = barrier.read()) {
      return reading.children(ROWS, "", NAMES_MAX);
    }
  }

  public Optional<String> text(String name) {
    try (Reading reading = barrier.read()) {
      return reading.get(row(name)).map(
          found -> {
            try (SecretBytes value = found.value()) {
              return value.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
            }
          });
    }
  }

  /** Creates or replaces, when the text is a policy. */
  public void put(String name, String text, Collection<Expectation> restsOn) {
    Key row = row(name);
    PasswordPolicy.parse(text);
    barrier.commit(new Changes().expectAll(restsOn).put(row, SecretBytes.ofText(text)));
  }

  public void delete(String name, Collection<Expectation> restsOn) {
    barrier.commit(new Changes().expectAll(restsOn).delete(row(name)));
  }

  /**
   * A new password.
   *
   * @param name of the policy, {@code ""} for the usual one
   * @throws Refused {@code Malformed} when there is no such policy
   */
  public String generate(String name) {
    PasswordPolicy policy =
        name.isEmpty()
            ? PasswordPolicy.USUAL
            : text(name)
                .map(PasswordPolicy::parse)
                .orElseThrow(() -> Refused.malformed("no such password policy"));
    return policy.generate(random);
  }

  private static Key row(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Refused.malformed(
              "the name of a password policy has up to 256 letters, digits and _, and . or - between them");
    }
    return Key.of(ROWS + name);
  }
}
