package dev.coffer.server.identity.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of RFC 6238, appendix B, and of RFC 4648, section 10. */
final class TotpKnownAnswersTest {
  private static final String SEED = "12345678901234567890";

  @ParameterizedTest
  @CsvSource({
    "59, SHA1, 94287082", "59, SHA256, 46119246", "59, SHA512, 90693936",
    "1111111109, SHA1, 07081804", "1111111109, SHA256, 68084774", "1111111109, SHA512, 25091201",
    "1111111111, SHA1, 14050471", "1111111111, SHA256, 67062674", "1111111111, SHA512, 99943326",
    "1234567890, SHA1, 89005924", "1234567890, SHA256, 91819424", "1234567890, SHA512, 93441116",
    "2000000000, SHA1, 69279037", "2000000000, SHA256, 90698825", "2000000000, SHA512, 38618901",
    "20000000000, SHA1, 65353130", "20000000000, SHA256, 77737706", "20000000000, SHA512, 47863826"
  })
  void codesAreThoseOfTheStandard(long seconds, Totp.Algorithm algorithm, String code) {
    int bytes =
        switch (algorithm) {
          case SHA1 -> 20;
          case SHA256 -> 32;
          case SHA512 -> 64;
        };
    byte[] key = SEED.repeat(4).substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
    Totp totp = new Totp(algorithm, 8, 30, 0);
    Instant now = Instant.ofEpochSecond(seconds);
    assertThat(totp.code(key, totp.stepAt(now))).isEqualTo(code);
    assertThat(totp.match(key, code, now, -1)).hasValue(seconds / 30);
  }

  @Test
  void aCodeCountsInItsOwnPeriodAndTheNeighboursOnly() {
    byte[] key = SEED.getBytes(StandardCharsets.US_ASCII);
    Totp totp = new Totp(Totp.Algorithm.SHA1, 6, 30, 1);
    String code = totp.code(key, 100);
    for (int step = 97; step <= 103; step++) {
      OptionalLong found = totp.match(key, code, Instant.ofEpochSecond(step * 30L), -1);
      assertThat(found.isPresent()).as("period %d", step).isEqualTo(Math.abs(step - 100) <= 1);
    }
    assertThat(totp.match(key, code, Instant.ofEpochSecond(3_000), 100)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
  void keysAreWrittenInBase32(String text, String written) {
    assertThat(Base32.of(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(written);
  }
}
