package dev.coffer.scanner.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.fake.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleCacheTest {
  private static final String CONFIG = "[[rules]]\nid='t'\nregex='tok([0-9]+)'\nkeywords=['tok']\n";
  private static final String KEY = "text " + CONFIG;

  @TempDir private Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void folder() {
    folder = temporary.resolve("cache");
  }

  private RuleCache cache() {
    return RuleCache.in(folder, "build 1");
  }

  private RuleFiles.Ready read() {
    return new RuleFiles(cache()).text("test", CONFIG);
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static List<String> found(Compiled rules) {
    return Rules.lines(Rules.find(rules, "f", "a tok4711"));
  }

  @Test
  void whatIsKeptFindsTheSame() throws IOException {
    Compiled parsed = read().compiled();
    assertThat(files()).hasSize(1);
    Optional<Compiled> kept = cache().find(KEY);
    assertThat(kept).isPresent();
    assertThat(kept.get().rules()).isEqualTo(parsed.rules());
    assertThat(found(kept.get())).isEqualTo(found(parsed)).hasSize(1);
    assertThat(found(read().compiled())).isEqualTo(found(parsed));
  }

  @Test
  void ourOwnRulesComeBackAsTheyWere() {
    Compiled parsed = new RuleFiles(RuleCache.none()).own().compiled();
    byte[] packed = parsed.packed();
    Compiled kept = Compiled.ofPacked(packed);
    assertThat(kept.rules()).isEqualTo(parsed.rules());
    assertThat(kept.packed()).as("written again it is the same, automaton and plans included").isEqualTo(packed);
  }

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    read();
    assertThat(Files.getPosixFilePermissions(files().getFirst())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aFileThatWasChangedIsCompiledAgain() throws IOException {
    read();
    Path file = files().getFirst();
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);
      assertThat(cache().find(KEY)).as("byte %d", at).isEmpty();
    }
    Files.write(file, java.util.Arrays.copyOf(good, good.length - 3));
    assertThat(found(read().compiled())).hasSize(1);
    assertThat(Files.readAllBytes(file)).as("and kept anew").isEqualTo(good);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw--w----", "rw-----w-", "rw-rw-rw-"})
  void whatOthersCanWriteIsNotUsed(String permissions) throws IOException {
    read();
    Files.setPosixFilePermissions(files().getFirst(), PosixFilePermissions.fromString(permissions));
    assertThat(cache().find(KEY)).isEmpty();
  }

  @Test
  void aDirectoryThatOthersCanWriteIsNeitherReadNorWritten() throws IOException {
    read();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(cache().find(KEY)).isEmpty();
    Files.delete(files().getFirst());
    assertThat(found(read().compiled())).hasSize(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    read();
    Path file = files().getFirst();
    Path elsewhere = temporary.resolve("elsewhere");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);
    assertThat(cache().find(KEY)).isEmpty();
  }

  @Test
  void anotherBuildOrTextIsAnotherConfiguration() {
    read();
    assertThat(RuleCache.in(folder, "build 2").find(KEY)).isEmpty();
    assertThat(cache().find(KEY + " ")).isEmpty();
    assertThat(cache().find("own")).isEmpty();
  }

  @Test
  void anExtendedFileThatChangedCounts() throws IOException {
    Path base = temporary.resolve("base.toml");
    Files.writeString(base, "[[rules]]\nid='b'\nregex='abc'\n");
    String text = "[extend]\npath='" + base + "'\n" + CONFIG;
    RuleFiles files = new RuleFiles(cache());
    files.text("test", text);
    assertThat(cache().find("text " + text)).isPresent();
    Files.writeString(base, "[[rules]]\nid='b'\nregex='abcd'\n");
    assertThat(cache().find("text " + text)).isEmpty();
    assertThat(files.text("test", text).compiled().rules().rules()).extracting(rule -> rule.regex().orElse("")).contains("abcd");
    Files.delete(base);
    assertThat(files.text("test", text).problems()).hasSize(1);
  }

  @Test
  void aConfigurationWithProblemsIsToldEachTime() throws IOException {
    String broken = CONFIG + "[[rules]]\nid='x'\nregex='('\n";
    for (int run = 0; run < 2; run++) {
      assertThat(new RuleFiles(cache()).text("test", broken).problems()).hasSize(1);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void theOldestAreForgotten() throws IOException {
    for (int number = 0; number < 20; number++) {
      new RuleFiles(cache()).text("test", CONFIG + "# " + number);
      for (Path file : files()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 60_000));
      }
    }
    assertThat(files()).hasSize(16);
    assertThat(cache().find(KEY + "# 0")).isEmpty();
    assertThat(cache().find(KEY + "# 19")).isPresent();
  }

  @Test
  void aPlaceThatCannotBeWrittenCostsOnlyTime() throws IOException {
    Files.writeString(folder, "a file is in the way");
    assertThat(found(read().compiled())).hasSize(1);
  }

  @Test
  void theUsersPlaceComesFromTheEnvironment() throws IOException {
    Map<String, String> home = Map.of("HOME", temporary.toString(), "XDG_CACHE_HOME", "relative");
    new RuleFiles(RuleCache.ofUser(home, "b")).text("test", CONFIG);
    assertThat(temporary.resolve(".cache/coffer")).isNotEmptyDirectory();
    new RuleFiles(RuleCache.ofUser(Map.of("XDG_CACHE_HOME", temporary.resolve("x").toString()), "b")).text("test", CONFIG);
    assertThat(temporary.resolve("x/coffer")).isNotEmptyDirectory();
    assertThat(new RuleFiles(RuleCache.ofUser(Map.of(), "b")).text("test", CONFIG).problems()).isEmpty();
  }
}
