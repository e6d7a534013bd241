package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.dialect.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file under conformance/vault/sys, against the dialect. */
final class ConformanceTest {

  @TestFactory
  Stream<DynamicTest> everyExchangeIsAnsweredAsExpected() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder())) {
      files = all.filter(file -> file.toString().endsWith(".http")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> replay(file)));
  }

  private static Path folder() {
    Path here = Path.of("conformance/vault/sys");
    return Files.isDirectory(here) ? here : Path.of("..").resolve(here);
  }

  private static void replay(Path file) {
    VaultBench bench = new VaultBench();
    for (Conformance.Exchange exchange : Conformance.parse(read(file)).exchanges()) {
      String[] line = exchange.request().first().split(" ", 2);
      Map<String, List<String>> headers = new HashMap<>();
      exchange.request().headers().forEach(
          (name, values) -> headers.put(name, values.stream().map(ConformanceTest::filled).toList()));
      WireResponse response = bench.ask(line[0], line[1], headers, exchange.request().body());
      assertThat(Integer.toString(response.status())).as(exchange.request().first()).isEqualTo(exchange.response().first());
      exchange.response().headers().forEach(
          (name, values) ->
              assertThat(response.headers()).contains(new WireResponse.Header(name, values.getFirst())));
      assertThat(Conformance.difference(exchange.response().body(), VaultBench.text(response)))
          .as(exchange.request().first())
          .isEmpty();
    }
  }

  private static String filled(String value) {
    return value.replace("{{token}}", VaultBench.TOKEN);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void anUnknownOrMissingHeaderKeyFails() {
    assertThatThrownBy(() -> Conformance.parse("# source: a\n# shows: b\n# extra: c\n\nGET /\n\n--- 200\n"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Conformance.parse("# source: a\n\nGET /\n\n--- 200\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWrongBodyIsNoticed() {
    assertThat(Conformance.difference("{\"a\":1}", "{\"a\":2}")).contains("$.a differs");
    assertThat(Conformance.difference("{\"a\":1}", "{\"a\":1,\"b\":1}")).contains("$.b was not expected");
    assertThat(Conformance.difference("{\"a\":1,\"*\":\"{{any}}\"}", "{\"b\":1}")).contains("$.a is missing");
    assertThat(Conformance.difference("", "{}")).isPresent();
    assertThat(Conformance.difference("[1,\"{{any}}\"]", "[1,{}]")).isEmpty();
  }
}
