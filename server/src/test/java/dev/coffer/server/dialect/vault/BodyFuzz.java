package dev.coffer.server.dialect.vault;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.failure.Refused;
import org.junit.jupiter.api.Tag;

/** Whatever bytes come as a body: parsed or refused, nothing else. */
@Tag("fuzz")
final class BodyFuzz {
  private static final JsonReader READER = new JsonReader(JsonLimits.REQUEST);

  @FuzzTest(maxDuration = "15s")
  void aBodyIsParsedOrRefused(byte[] bytes) {
    for (boolean form : new boolean[] {false, true}) {
      try {
        VaultFields.body(bytes, form, READER);
      } catch (Refused _) {
        // The other right outcome.
      }
    }
  }
}
