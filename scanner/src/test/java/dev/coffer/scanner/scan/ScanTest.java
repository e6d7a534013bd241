package dev.coffer.scanner.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.scanner.Bytes;
import dev.coffer.scanner.Finding;
import dev.coffer.scanner.Fragment;
import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.engine.Settings;
import dev.coffer.scanner.fake.Rules;
import dev.coffer.scanner.report.Links;
import dev.coffer.scanner.report.Report;
import dev.coffer.scanner.walk.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScanTest {
  private static final Compiled RULES = Rules.toml("[[rules]]\nid='t'\nregex='tok([0-9]+)'\nkeywords=['tok']");

  private static Fragment fragment(String path, String text) {
    return new Fragment(Bytes.ofText(text), path, 1, "", Optional.empty());
  }

  private static Outcome scan(Known known, Set<String> ownFiles, Source source, List<Finding> heard) {
    try {
      return new Scan(RULES, Settings.DEFAULT, known, ownFiles, 2).run(source, heard::add);
    } catch (InterruptedException _) {
      throw new AssertionError("interrupted");
    }
  }

  private static Outcome scan(Known known, Source source) {
    return scan(known, Set.of(), source, new ArrayList<>());
  }

  private static Source texts(String... texts) {
    return desk -> {
      for (int index = 0; index < texts.length; index++) {
        Fragment one = fragment("f" + index, texts[index]);
        desk.put(sink -> sink.fragment(one));
      }
    };
  }

  @Test
  void findingsComeInTheOrderOfTheSource() {
    String[] texts = new String[2_000];
    for (int index = 0; index < texts.length; index++) {
      texts[index] = index % 7 == 0 ? "x".repeat(50_000) + " tok" + index : "tok" + index;
    }
    List<Finding> heard = new ArrayList<>();
    Outcome outcome = scan(Known.nothing(), Set.of(), texts(texts), heard);
    assertThat(outcome.findings()).extracting(Finding::file).containsExactlyElementsOf(java.util.stream.IntStream.range(0, 2_000).mapToObj(index -> "f" + index).toList());
    assertThat(heard).isEqualTo(outcome.findings());
    assertThat(outcome.isPartial()).isFalse();
  }

  @Test
  void whatCannotBeReadMakesTheScanPartialAndTheRestIsScanned() {
    Outcome outcome =
        scan(
            Known.nothing(),
            desk -> {
              desk.put(sink -> sink.trouble("a: it cannot be read"));
              desk.put(
                  _ -> {
                    throw new IllegalStateException("a bug");
                  });
              Fragment good = fragment("b", "tok1");
              desk.put(sink -> sink.fragment(good));
            });
    assertThat(outcome.findings()).hasSize(1);
    assertThat(outcome.troubles()).hasSize(2);
    assertThat(outcome.isPartial()).isTrue();
  }

  @Test
  void ownFilesAreNotSearched() {
    assertThat(scan(Known.nothing(), Set.of("f0"), texts("tok1", "tok2"), new ArrayList<>()).findings()).hasSize(1);
  }

  @Test
  void fingerprintsOfTheIgnoreFileAreLeftOut(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(".gitleaksignore"), "# why\nf0:t:1\nbogus line\n");
    List<String> problems = new ArrayList<>();
    Known known = new Known(IgnoreFile.read(List.of(folder, folder.resolve(".gitleaksignore"), folder.resolve("none")), problems), Baseline.empty());
    assertThat(scan(known, texts("tok1", "tok2")).findings()).extracting(Finding::file).containsExactly("f1");
    assertThat(problems).singleElement().asString().endsWith(".gitleaksignore:3: Invalid .gitleaksignore entry");
  }

  @Test
  void findingsOfTheBaselineAreLeftOut(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("baseline.json");
    List<Finding> before = scan(Known.nothing(), texts("tok1", "other")).findings();
    Files.writeString(file, Report.JSON.write(before, new Report.Facts(List.of(), Links.none())));
    Known known = new Known(Set.of(), Baseline.read(file));
    assertThat(scan(known, texts("tok1", "tok2")).findings()).extracting(Finding::secret).containsExactly("2");
    assertThat(scan(known, texts("tok9")).findings()).as("another secret at the same place is new").hasSize(1);
  }

  @Test
  void aBaselineThatIsNoneIsNamed(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Baseline.read(folder.resolve("none.json"))).isInstanceOf(IOException.class).hasMessageContaining("none.json: no such file");
    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{");
    assertThatThrownBy(() -> Baseline.read(broken)).isInstanceOf(IOException.class).hasMessageContaining("broken.json is not supported");
  }

  @Test
  void findingsBeyondMemoryAreNotKept() {
    String many = "tok1 ".repeat(20_000) + "\n";
    String[] texts = new String[20];
    java.util.Arrays.fill(texts, many);
    Outcome outcome = scan(Known.nothing(), texts(texts));
    assertThat(outcome.findings().size()).isLessThan(400_000);
    assertThat(outcome.troubles()).singleElement().asString().contains("more findings than fit");
  }
}
