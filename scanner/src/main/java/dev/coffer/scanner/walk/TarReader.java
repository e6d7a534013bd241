package dev.coffer.scanner.walk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the regular files of a tar stream (POSIX 1003.1-1990 "ustar", pax path records, and GNU long
 * names). Names are only told, never used as paths.
 */
final class TarReader {
  private static final int BLOCK = 512;
  private static final int NAME_MAX = 64 * 1024;

  private final InputStream in;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** The name of the next regular file, or empty at the end. */
  Optional<String> next() throws IOException {
    Optional<String> longName = Optional.empty();
    while (true) {
      skip(left + padding);
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return Optional.empty();
      }
      left = number(header, 124, 12);
      padding = (BLOCK - left % BLOCK) % BLOCK;
      char type = (char) header[156];
      switch (type) {
        case 'L' -> longName = Optional.of(text(content(NAME_MAX), 0, NAME_MAX));
        case 'x' -> longName = paxPath(content(NAME_MAX)).or(() -> Optional.empty());
        case '0', '\0', '7' -> {
          String prefix = text(header, 345, 155);
          String name = text(header, 0, 100);
          boolean ustar = header[257] == 'u' && header[262] == 0;
          return Optional.of(longName.orElse(ustar && !prefix.isEmpty() ? prefix + "/" + name : name));
        }
        default -> {
          // Directories, links and devices hold no text.
        }
      }
    }
  }

  /** The content of the file whose name was told last. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int from, int count) throws IOException {
        if (left == 0) {
          return -1;
        }
        int got = in.read(into, from, (int) Math.min(count, left));
        if (got < 0) {
          throw Archives.ended();
        }
        left -= got;
        return got;
      }
    };
  }

  private byte[] content(int most) throws IOException {
    if (left > most) {
      throw new IOException("a name is longer than 64 KiB");
    }
    byte[] bytes = in.readNBytes((int) left);
    left = 0;
    return bytes;
  }

  private void skip(long count) throws IOException {
    in.skipNBytes(count);
    left = 0;
    padding = 0;
  }

  private static long number(byte[] header, int at, int length) throws IOException {
    long value = 0;
    if ((header[at] & 0x80) != 0) {
      for (int index = at + 4; index < at + length; index++) {
        value = (value << 8) | (header[index] & 0xFF);
      }
    } else {
      for (int index = at; index < at + length && header[index] != 0; index++) {
        if (header[index] == ' ') {
          continue;
        }
        if (header[index] < '0' || header[index] > '7') {
          throw new IOException("a size is no number");
        }
        value = value * 8 + header[index] - '0';
      }
    }
    if (value < 0) {
      throw new IOException("a size is negative");
    }
    return value;
  }

  private static String text(byte[] bytes, int from, int most) {
    int end = from;
    while (end < bytes.length && end < from + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** Records are {@code length key=value\n}. */
  private static Optional<String> paxPath(byte[] records) {
    String text = new String(records, StandardCharsets.UTF_8);
    int at = text.startsWith("path=", text.indexOf(' ') + 1) ? text.indexOf(' ') + 1 : text.indexOf(" path=") + 1;
    int end = text.indexOf('\n', at);
    return at <= 0 || end < 0 ? Optional.empty() : Optional.of(text.substring(at + 5, end));
  }
}
