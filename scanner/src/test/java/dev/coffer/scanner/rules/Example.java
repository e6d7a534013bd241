package dev.coffer.scanner.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One line of {@code examples.txt}.
 *
 * @param ruleId the rule that must find it, or must not
 * @param path of the file that the text stands in
 * @param found what must come out
 * @param pattern the text before {@link ExampleText} fills in the random parts
 */
record Example(String ruleId, String path, boolean found, String pattern) {
  static List<Example> all() throws IOException {
    List<Example> examples = new ArrayList<>();
    String ruleId = "";
    String path = "";
    for (String line : resource("examples.txt").lines().toList()) {
      if (line.startsWith("+ ") || line.startsWith("- ")) {
        examples.add(new Example(ruleId, path, line.charAt(0) == '+', line.substring(2)));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] heading = line.split(" @", -1);
        ruleId = heading[0];
        path = heading.length > 1 ? heading[1] : "src/settings.txt";
      }
    }
    return examples;
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Example.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
