package dev.coffer.scanner.checksum;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;

/** Whatever a rule captured, its format has a verdict; also of what lies inside base64. */
@Tag("fuzz")
class TokenFormatFuzz {
  private static final String[] PREFIXES = {"", "pypi-", "hvs.", "sntrys_", "glc_", "glsa_", "eyJ"};

  @FuzzTest(maxDuration = "15s")
  void anyTextHasAVerdict(FuzzedDataProvider data) {
    TokenFormat format = data.pickValue(TokenFormat.values());
    String prefix = data.pickValue(PREFIXES);
    boolean encoded = data.consumeBoolean();
    byte[] rest = data.consumeRemainingAsBytes();
    String body =
        encoded
            ? Base64.getUrlEncoder().withoutPadding().encodeToString(rest)
            : new String(rest, StandardCharsets.ISO_8859_1);
    byte[] secret = (prefix + body).getBytes(StandardCharsets.ISO_8859_1);
    Verdict verdict = format.verdict(secret);
    if (verdict != format.verdict(secret)) {
      throw new AssertionError("one text, two verdicts");
    }
    if (format == TokenFormat.AWS_KEY_ID
        && verdict == Verdict.INVALID
        && AwsKeyId.account(secret).isPresent()) {
      throw new AssertionError("an account of an id that is none");
    }
  }
}
