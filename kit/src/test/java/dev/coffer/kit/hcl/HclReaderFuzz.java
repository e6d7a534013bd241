package dev.coffer.kit.hcl;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import org.junit.jupiter.api.Tag;

/**
 * Whatever the text, the reader gives a tree or an {@link HclException} that names a place; and what
 * it reads as JSON is what the JSON reader reads.
 */
@Tag("fuzz")
class HclReaderFuzz {
  @FuzzTest(maxDuration = "20s")
  void anyTextIsReadOrRefused(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    Hcl.Body body;
    try {
      body = new HclReader(new HclLimits(100_000, 16, 1_000)).read(text);
    } catch (HclException refused) {
      if (refused.place().line() < 1 || refused.place().column() < 1) {
        throw new AssertionError("a refusal without a place", refused);
      }
      return;
    }
    if (text.stripLeading().startsWith("{")
        && !HclJson.of(body).equals(new JsonReader(JsonLimits.REQUEST).read(text))) {
      throw new AssertionError("two readers understand two different things");
    }
  }
}
