package dev.coffer.scanner.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pieces are cut where gitleaks 8.30.1 was seen to cut them. */
final class PiecesTest {
  private static List<Integer> lengths(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Pieces pieces = new Pieces(new ByteArrayInputStream(bytes), bytes.length);
    List<Integer> lengths = new ArrayList<>();
    while (pieces.next()) {
      lengths.add(pieces.length());
    }
    assertThat(lengths.stream().mapToInt(Integer::intValue).sum()).isEqualTo(bytes.length);
    return lengths;
  }

  @Test
  void aFileOfOneLineIsCutBehindTheMost() throws IOException {
    assertThat(lengths("z".repeat(400_000)))
        .startsWith(125_000, 28_672, 28_672)
        .endsWith(16_952)
        .hasSize(11);
  }

  @Test
  void aPieceEndsBehindAnEmptyLine() throws IOException {
    assertThat(lengths(("x".repeat(79) + "\ny\n\n").repeat(4_000)))
        .startsWith(100_015, 4_150, 4_067, 4_067, 4_150)
        .endsWith(100_015, 913)
        .hasSize(35);
  }

  @Test
  void smallFilesAreOnePiece() throws IOException {
    assertThat(lengths("a\n\nb\n\nc")).containsExactly(7);
    assertThat(lengths("")).isEmpty();
  }
}
