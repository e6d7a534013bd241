package dev.coffer.scanner.walk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What git prints with {@code -z}: items that a zero byte ends, read one at a time. */
final class NameList {
  private static final int ITEM_MAX = 64 * 1024;

  private final InputStream in;

  NameList(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  Optional<String> next() throws IOException {
    ByteArrayOutputStream item = new ByteArrayOutputStream();
    for (int c = in.read(); c > 0; c = in.read()) {
      if (item.size() == ITEM_MAX) {
        throw new IOException("a name is longer than 64 KiB");
      }
      item.write(c);
    }
    return item.size() == 0 ? Optional.empty() : Optional.of(item.toString(StandardCharsets.UTF_8));
  }
}
