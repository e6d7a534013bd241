package dev.coffer.scanner.walk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into pieces where gitleaks cuts it: 100,000 bytes, then on to two line ends with only
 * blanks between them, but no more than 25,000 bytes. Whatever is read ahead for that comes in blocks
 * of 4,096 bytes, and what is left of such a block is a piece's beginning by itself.
 */
final class Pieces {
  private static final int PIECE = 100_000;
  private static final int AHEAD_MAX = 25_000;
  private static final int BLOCK = 4_096;

  private final InputStream in;
  private final int pieceMost;
  private final byte[] block = new byte[BLOCK];
  private int blockFrom;
  private int blockTo;
  private byte[] piece;
  private int length;

  /**
   * @param expected about how many bytes there are
   */
  Pieces(InputStream in, long expected) {
    this(in, PIECE, expected);
  }

  private Pieces(InputStream in, int pieceMost, long expected) {
    this.in = in;
    this.pieceMost = pieceMost;
    this.piece = new byte[Math.clamp(expected + 1, 1024, PIECE + AHEAD_MAX)];
  }

  /** Pieces of a pipe, which gives 65,536 bytes at a time. */
  static Pieces ofPipe(InputStream in) {
    return new Pieces(in, 65_536, PIECE);
  }

  byte[] piece() {
    return piece;
  }

  int length() {
    return length;
  }

  /** Reads the next piece; false at the end. */
  boolean next() throws IOException {
    if (blockFrom < blockTo) {
      length = blockTo - blockFrom;
      reserve(length);
      System.arraycopy(block, blockFrom, piece, 0, length);
      blockFrom = blockTo;
    } else {
      length = fill();
    }
    if (length == 0) {
      return false;
    }
    readAhead();
    return true;
  }

  private int fill() throws IOException {
    int filled = 0;
    while (filled < pieceMost) {
      reserve(filled + 1);
      int count = in.read(piece, filled, Math.min(piece.length, pieceMost) - filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return filled;
  }

  private void reserve(int size) {
    if (size > piece.length) {
      piece = Arrays.copyOf(piece, Math.min(PIECE + AHEAD_MAX, Math.max(size, 4 * piece.length)));
    }
  }

  private void readAhead() throws IOException {
    if (endsWithEmptyLine()) {
      return;
    }
    int most = length + AHEAD_MAX;
    int newlines = 0;
    while (true) {
      byte last = piece[length - 1];
      if (last == '\n') {
        newlines++;
        if (newlines >= 2) {
          return;
        }
      } else if (!isBlank(last)) {
        newlines = 0;
      }
      if (length >= most) {
        return;
      }
      int next = nextByte();
      if (next < 0) {
        return;
      }
      reserve(length + 1);
      piece[length++] = (byte) next;
    }
  }

  private boolean endsWithEmptyLine() {
    int newlines = 0;
    for (int at = length - 1; at >= 0 && isBlank(piece[at]); at--) {
      if (piece[at] == '\n') {
        newlines++;
        if (newlines >= 2) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private int nextByte() throws IOException {
    if (blockFrom == blockTo) {
      int count = in.readNBytes(block, 0, BLOCK);
      if (count <= 0) {
        return -1;
      }
      blockFrom = 0;
      blockTo = count;
    }
    return block[blockFrom++] & 0xFF;
  }
}
