package dev.coffer.scanner.config;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coffer.scanner.engine.Compiled;
import org.junit.jupiter.api.Tag;

/** Whatever the text, it is rules that can run, or refused with its name. */
@Tag("fuzz")
final class RulesFileFuzz {
  @FuzzTest(maxDuration = "15s")
  void anyTextIsRulesOrRefused(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    try {
      Compiled.of(ConfigReader.read("fuzzed", text).rules());
    } catch (ConfigException refused) {
      if (!String.valueOf(refused.getMessage()).startsWith("fuzzed")) {
        throw new AssertionError("the file is not named", refused);
      }
    }
  }
}
