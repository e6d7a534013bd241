package dev.coffer.server.dialect.vault;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a query: parsed or refused, nothing else. */
@Tag("fuzz")
final class QueryFuzz {

  @FuzzTest(maxDuration = "15s")
  void aQueryIsParsedOrRefused(byte[] bytes) {
    try {
      Asked.of("GET", new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (Refused _) {
      // The other right outcome.
    }
  }
}
