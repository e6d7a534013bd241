package dev.coffer.scanner.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.fake.Collected;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectorySourceTest {
  @TempDir private Path folder;
  private String root = "";

  @BeforeEach
  void root() {
    root = folder.toString() + "/";
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Collected walk(Limits limits) {
    return Collected.from(new DirectorySource(folder, limits));
  }

  private List<String> names(Limits limits) {
    return walk(limits).fragments().stream().map(line -> line.replace(root, "")).toList();
  }

  @Test
  void filesComeInTheOrderOfTheirNamesAndEmptyOnesNotAtAll() throws IOException {
    file("b", "2");
    file("a/c", "1");
    file("empty", "");
    assertThat(names(Limits.DEFAULT)).containsExactly("b:1 2", "a/c:1 1");
  }

  @Test
  void linksAreReadWhenAskedForAndLoopsEnd() throws IOException {
    file("f", "text");
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("sub/link"), Path.of("../f"));
    Files.createSymbolicLink(folder.resolve("sub/loop"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("sub/self"), Path.of("self"));
    Files.createSymbolicLink(folder.resolve("sub/dead"), Path.of("/nonexistent"));
    assertThat(names(Limits.DEFAULT)).containsExactly("f:1 text");
    Collected followed = walk(new Limits(0, 0, true));
    assertThat(followed.fragments()).hasSize(2).allMatch(line -> line.endsWith("/f:1 text"));
    assertThat(followed.troubles()).hasSize(2).anyMatch(line -> line.contains("sub/dead")).anyMatch(line -> line.contains("sub/self"));
  }

  @Test
  void aNamedPipeDoesNotHoldTheScan() throws IOException, InterruptedException {
    file("f", "text");
    assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor()).isZero();
    assertThat(names(Limits.DEFAULT)).containsExactly("f:1 text");
  }

  @Test
  void aNameThatIsNoUtf8IsRead() throws IOException, InterruptedException {
    String script = "printf secret > \"$1/$(printf 'bad\\377name')\"";
    assertThat(new ProcessBuilder("sh", "-c", script, "sh", folder.toString()).start().waitFor()).isZero();
    Collected collected = walk(Limits.DEFAULT);
    assertThat(collected.fragments()).singleElement().asString().endsWith(":1 secret");
    assertThat(collected.troubles()).isEmpty();
  }

  @Test
  void filesThatAreTooLargeArePassedOverWithANote() throws IOException {
    file("large", "x".repeat(2_000));
    file("small", "y");
    Collected collected = walk(new Limits(1_000, 0, false));
    assertThat(collected.fragments()).singleElement().asString().endsWith("small:1 y");
    assertThat(collected.notes()).singleElement().asString().contains("large");
  }

  @Test
  void aFileOfOneLineOfManyMegabytesIsReadInPieces() throws IOException {
    Path file = folder.resolve("line");
    byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int index = 0; index < 40; index++) {
        out.write(block);
      }
    }
    Collected collected = walk(Limits.DEFAULT);
    assertThat(collected.bytes()).isEqualTo(40L << 20);
    assertThat(collected.longest()).isEqualTo(125_000);
  }

  @Test
  void piecesOfAFileWithoutLinesAreSearchedHoweverTheyBegin() throws IOException {
    // Each piece begins like a program, but only a file's beginning tells what it is.
    file("line", "text" + "MZ".repeat(2_000_000));
    assertThat(walk(Limits.DEFAULT).bytes()).isEqualTo(4_000_004);
    file("line", "text" + "MZ".repeat(200_000));
    assertThat(walk(Limits.DEFAULT).bytes()).isEqualTo(400_004);
  }

  @Test
  void linesOfALargeFileCountFromItsBeginning() throws IOException {
    file("large", "123456789\n".repeat(300_000) + "end");
    List<String> fragments = walk(Limits.DEFAULT).fragments();
    assertThat(fragments).hasSizeGreaterThan(20);
    assertThat(fragments.get(1)).contains("large:12");
    file("small", "123456789\n".repeat(20_000) + "end");
    List<String> small = names(Limits.DEFAULT).stream().filter(line -> line.startsWith("small")).toList();
    assertThat(small.get(1)).as("cut where a small file is cut").isEqualTo(fragments.get(1).replace(root, "").replace("large", "small"));
  }

  @Test
  void aFileThatGoesWhileItIsLookedAtIsNamedAndTheRestIsRead() throws IOException {
    file("a", "1");
    Files.createDirectory(folder.resolve("locked"));
    file("z", "2");
    Collected collected = Collected.from(desk -> {
      new DirectorySource(folder.resolve("gone"), Limits.DEFAULT).walk(desk);
      new DirectorySource(folder, Limits.DEFAULT).walk(desk);
    });
    assertThat(collected.troubles()).singleElement().asString().contains("gone: it cannot be read");
    assertThat(collected.fragments()).hasSize(2);
  }

  @Test
  void binariesAreNotSearchedAndPicturesAre() throws IOException {
    file("program", "\u007FELF" + "\0".repeat(80) + "text");
    file("picture", "GIF89a text");
    assertThat(names(Limits.DEFAULT)).containsExactly("picture:1 GIF89a text");
  }

  @Test
  void utf16IsRead() throws IOException {
    Files.write(folder.resolve("little"), "\uFEFFa\nschlüssel = 😀".getBytes(StandardCharsets.UTF_16LE));
    Files.write(folder.resolve("big"), "\uFEFFb".getBytes(StandardCharsets.UTF_16BE));
    assertThat(names(Limits.DEFAULT)).containsExactly("big:1 b", "little:1 a\nschlüssel = 😀");
  }
}
