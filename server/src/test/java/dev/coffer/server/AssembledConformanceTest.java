package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.dialect.vault.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file under conformance/vault, each against a whole server of its own. */
final class AssembledConformanceTest {

  @TestFactory
  Stream<DynamicTest> everyExchangeIsAnsweredAsExpected() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder())) {
      files = all.filter(file -> file.toString().endsWith(".http")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(40);
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(folder().relativize(file).toString(), () -> replay(file)));
  }

  private static Path folder() {
    Path here = Path.of("conformance/vault");
    return Files.isDirectory(here) ? here : Path.of("..").resolve(here);
  }

  private static void replay(Path file) throws IOException {
    Map<String, String> names = new HashMap<>(Map.of("token", AssembledVault.ROOT));
    try (AssembledVault vault = new AssembledVault()) {
      for (Conformance.Exchange exchange : Conformance.parse(Files.readString(file)).exchanges()) {
        Conformance.Part request = exchange.request();
        Conformance.Part expected = exchange.response();
        Told told = send(vault, request, names);
        String about = request.first() + " gave " + told.text();
        assertThat(Integer.toString(told.status())).as(about).isEqualTo(expected.first());
        expected.headers().forEach(
            (name, values) -> assertThat(told.headers()).as(about).containsEntry(name, values.getFirst()));
        assertThat(Conformance.difference(expected.body(), told.text())).as(about).isEmpty();
        names.putAll(Conformance.captures(expected.body(), told.text()));
      }
    }
  }

  private static Told send(AssembledVault vault, Conformance.Part request, Map<String, String> names) {
    String[] line = filled(request.first(), names).split(" ", 2);
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(
        (name, values) -> headers.put(name, values.stream().map(value -> filled(value, names)).toList()));
    return vault.send(line[0], line[1], headers, filled(request.body(), names));
  }

  private static String filled(String text, Map<String, String> names) {
    String filled = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replace("{{" + name.getKey() + "}}", name.getValue());
    }
    return filled;
  }
}
