package dev.coffer.scanner.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.scanner.fake.Collected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class ArchivesTest {
  private static Collected read(byte[] archive, String name, int depth) throws IOException {
    Collected collected = new Collected();
    new Archives(depth, Optional.empty(), collected).read(new ByteArrayInputStream(archive), archive.length, name, "");
    return collected;
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] xz(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new XZOutputStream(bytes, new LZMA2Options(0))) {
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String name, String content) {
    byte[] block = new byte[512 * 4];
    System.arraycopy(ascii(name), 0, block, 0, name.length());
    System.arraycopy(ascii(String.format("%011o", content.length())), 0, block, 124, 11);
    block[156] = '0';
    System.arraycopy(ascii("ustar\u0000"), 0, block, 257, 6);
    System.arraycopy(ascii(content), 0, block, 512, content.length());
    return block;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void archivesArePassedOverUnlessAskedFor() throws IOException {
    assertThat(read(zip("a", ascii("text")), "x.zip", 0).fragments()).isEmpty();
  }

  @Test
  void whatIsInsideIsNamedBehindAnExclamationMark() throws IOException {
    assertThat(read(zip("d/a", ascii("text")), "x.zip", 1).fragments()).containsExactly("x.zip!d/a:1 text");
    assertThat(read(tar("f", "text"), "x.tar", 1).fragments()).containsExactly("x.tar!f:1 text");
    assertThat(read(gzip(tar("f", "text")), "x.tar.gz", 1).fragments()).containsExactly("x.tar.gz!f:1 text");
    assertThat(read(gzip(ascii("text")), "f.gz", 1).fragments()).containsExactly("f.gz:1 text");
  }

  @Test
  void xzAndTheShortNamesAreOpened() throws IOException {
    assertThat(read(xz(ascii("text")), "f.xz", 1).fragments()).containsExactly("f.xz:1 text");
    assertThat(read(xz(tar("f", "text")), "x.tar.xz", 1).fragments()).containsExactly("x.tar.xz!f:1 text");
    assertThat(read(xz(tar("f", "text")), "x.txz", 1).fragments()).containsExactly("x.txz!f:1 text");
    assertThat(read(gzip(tar("f", "text")), "x.tgz", 1).fragments()).containsExactly("x.tgz!f:1 text");
    assertThat(read(zip("d/a", ascii("text")), "x.jar", 1).fragments()).containsExactly("x.jar!d/a:1 text");
    assertThat(read(ascii("no archive"), "x.xz", 1).troubles()).hasSize(1);
    assertThat(read(xz(ascii("text")), "f.xz", 0).fragments()).isEmpty();
  }

  @Test
  void whatIsOnlyPassedOverCountsToo() throws IOException {
    long most = 1L << 20;
    byte[] program = new byte[(int) most + 1];
    System.arraycopy(ascii("\177ELF"), 0, program, 0, 4);
    byte[] bomb = zip("a.out", program);
    assertThat(bomb.length).isLessThan(10_000);
    Archives archives = new Archives(1, most, Optional.empty(), new Collected());
    assertThatThrownBy(() -> archives.read(new ByteArrayInputStream(bomb), bomb.length, "bomb.zip", ""))
        .hasMessageContaining("1048576 bytes came out");
  }

  @Test
  void nestingEndsAtTheDepth() throws IOException {
    byte[] nested = zip("inner.zip", zip("a", ascii("text")));
    assertThat(read(nested, "x.zip", 2).fragments()).containsExactly("x.zip!inner.zip!a:1 text");
    Collected shallow = read(nested, "x.zip", 1);
    assertThat(shallow.fragments()).isEmpty();
    assertThat(shallow.notes()).singleElement().asString().contains("x.zip!inner.zip");
  }

  @Test
  void aBrokenArchiveIsNamedAndWhatCameOutCounts() throws IOException {
    byte[] archive = zip("a", ascii("text ".repeat(1_000)));
    Collected collected = read(Arrays.copyOf(archive, archive.length / 2), "x.zip", 1);
    assertThat(collected.troubles()).singleElement().asString().startsWith("x.zip: the archive is broken: ");
    assertThat(read(ascii("no archive"), "x.gz", 1).troubles()).hasSize(1);
    assertThat(read(Arrays.copyOf(tar("f", "text"), 514), "x.tar", 1).troubles()).hasSize(1);
  }

  @Test
  void aBombIsGivenUp() throws IOException {
    long most = 8L << 20;
    byte[] bomb = gzip(new byte[(int) most + 1]);
    assertThat(bomb.length).isLessThan(20_000);
    Archives archives = new Archives(1, most, Optional.empty(), new Collected());
    assertThatThrownBy(() -> archives.read(new ByteArrayInputStream(bomb), bomb.length, "bomb.gz", ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("8388608 bytes came out");
  }

  @Test
  void anArchiveThatHoldsItselfOverAndOverEndsAtTheDepth() throws IOException {
    byte[] archive = ascii("text");
    for (int level = 0; level < 50; level++) {
      archive = zip("again.zip", archive);
    }
    Collected collected = read(archive, "x.zip", 5);
    assertThat(collected.fragments()).isEmpty();
    assertThat(collected.notes()).hasSize(1);
  }
}
