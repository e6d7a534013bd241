package dev.coffer.server.dialect.vault;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a path: clean or refused, nothing else. */
@Tag("fuzz")
final class PathFuzz {

  @FuzzTest(maxDuration = "15s")
  void aPathIsCleanOrRefused(byte[] bytes) {
    try {
      String text = VaultPath.parse("/v1/" + new String(bytes, StandardCharsets.ISO_8859_1)).text();
      for (String segment : text.split("/", -1)) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
          throw new AssertionError("an unclean path got through");
        }
      }
      if (text.chars().anyMatch(Character::isISOControl)) {
        throw new AssertionError("a control character got through");
      }
    } catch (Refused _) {
      // The other right outcome.
    }
  }
}
