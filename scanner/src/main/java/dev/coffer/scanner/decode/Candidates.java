package dev.coffer.scanner.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what may be encoded and opens it. At each place percent signs come before Unicode escapes,
 * those before hexadecimal, and that before base64; the first that fits is taken, whether it can be
 * opened or not. Of two candidates side by side only the one that comes before is opened: the other is
 * likely a piece of something that is whole only afterwards.
 */
final class Candidates {
  private static final int HEX_LEAST = 32;
  private static final int BASE64_LEAST = 16;

  private final byte[] text;
  private final int length;
  private final List<Opened> opened = new ArrayList<>();

  /** The newest candidate: it is opened when its right neighbour is known. */
  private Span newest = new Span(-1, -1);

  private Encoding newestEncoding = Encoding.BASE64;
  private boolean newestDropped = true;

  private Candidates(byte[] text, int length) {
    this.text = text;
    this.length = length;
  }

  /** A piece and what is in it. */
  @SuppressWarnings("ArrayRecordComponent") // made here, read once, never compared
  record Opened(Span span, Encoding encoding, byte[] content) {}

  static List<Opened> in(byte[] text, int length) {
    Candidates candidates = new Candidates(text, length);
    int at = 0;
    while (at < length) {
      at = candidates.step(at);
    }
    candidates.openNewest();
    return candidates.opened;
  }

  /** Looks at one place and returns the next one to look at. */
  private int step(int at) {
    byte kind = Bytewise.KINDS[text[at] & 0xFF];
    if (kind == Bytewise.OTHER) {
      return at + 1;
    }
    if (kind == Bytewise.PERCENT) {
      return percent(at);
    }
    if (kind == Bytewise.BACKSLASH) {
      return escapes(at);
    }
    return run(at);
  }

  /** A run of letters, digits and {@code / + - _}, or a piece of it up to a {@code U+}. */
  private int run(int start) {
    int end = start;
    while (end < length && Bytewise.KINDS[text[end] & 0xFF] == Bytewise.WORD) {
      end++;
    }
    boolean longEnough = end - start >= BASE64_LEAST;
    for (int at = start; at < end; at++) {
      if (text[at] == 'U' && at + 1 < end && text[at + 1] == '+') {
        int behind = plusEscapes(at);
        if (behind > at) {
          return behind;
        }
      }
      if (longEnough) {
        return encodedRun(at, end);
      }
    }
    return end;
  }

  private int encodedRun(int start, int end) {
    int hexEnd = start;
    while (hexEnd < end && Bytewise.digit(text[hexEnd]) >= 0) {
      hexEnd++;
    }
    if (hexEnd - start >= HEX_LEAST) {
      candidate(start, hexEnd, Encoding.HEX);
      return hexEnd;
    }
    int behind = end;
    while (behind < length && behind < end + 2 && text[behind] == '=') {
      behind++;
    }
    candidate(start, behind, Encoding.BASE64);
    return behind;
  }

  private void candidate(int start, int end, Encoding encoding) {
    Span span = new Span(start, end);
    boolean beside = newest.touches(span);
    newestDropped |= beside && encoding.compareTo(newestEncoding) < 0;
    openNewest();
    newestDropped = beside && newestEncoding.compareTo(encoding) < 0;
    newest = span;
    newestEncoding = encoding;
  }

  private void openNewest() {
    if (newestDropped) {
      return;
    }
    int start = newest.start();
    int end = newest.end();
    Optional<byte[]> content =
        switch (newestEncoding) {
          case PERCENT -> unpercent(start, end);
          case UNICODE -> Optional.of(text[start] == '\\' ? unescape(start, end) : unescapePlus(start, end));
          case HEX -> Bytewise.hex(text, start, end);
          case BASE64 -> Bytewise.base64(text, start, end);
        };
    content.ifPresent(bytes -> opened.add(new Opened(newest, newestEncoding, bytes)));
    newestDropped = true;
  }

  // --- percent signs: from the first to the last of a line ---

  private int percent(int start) {
    if (!isPercent(start)) {
      return start + 1;
    }
    int end = start + 3;
    for (int at = end; at < length && text[at] != '\n'; at++) {
      if (text[at] == '%' && isPercent(at)) {
        end = at + 3;
        at += 2;
      }
    }
    candidate(start, end, Encoding.PERCENT);
    return end;
  }

  private boolean isPercent(int at) {
    return at + 2 < length && Bytewise.digit(text[at + 1]) >= 0 && Bytewise.digit(text[at + 2]) >= 0;
  }

  private Optional<byte[]> unpercent(int start, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
    for (int at = start; at < end; at++) {
      if (text[at] == '%' && isPercent(at)) {
        int value = Bytewise.digit(text[at + 1]) << 4 | Bytewise.digit(text[at + 2]);
        if (!Bytewise.isPlain(value)) {
          return Optional.empty();
        }
        out.write(value);
        at += 2;
      } else {
        if (!Bytewise.isPlain(text[at] & 0xFF)) {
          return Optional.empty();
        }
        out.write(text[at]);
      }
    }
    return Optional.of(out.toByteArray());
  }

  // --- Unicode escapes ---

  /** Backslash, perhaps another one, u or U, and four digits, as often as they follow each other. */
  private int escapes(int start) {
    int at = start;
    for (int digits = escapeDigits(at); digits >= 0; digits = escapeDigits(at)) {
      at = digits + 4;
    }
    if (at == start) {
      return start + 1;
    }
    candidate(start, at, Encoding.UNICODE);
    return at;
  }

  /** Where the digits of an escape begin, or -1 if there is none. */
  private int escapeDigits(int at) {
    int slashes = at < length && text[at] == '\\' ? at + 1 < length && text[at + 1] == '\\' ? 2 : 1 : 0;
    int letter = at + slashes;
    boolean fits = slashes > 0 && letter < length && (text[letter] | 0x20) == 'u';
    return fits && Bytewise.fourDigits(text, length, letter + 1) >= 0 ? letter + 1 : -1;
  }

  private byte[] unescape(int start, int end) {
    StringBuilder out = new StringBuilder();
    for (int at = start; at < end; ) {
      int digits = escapeDigits(at);
      append(out, Bytewise.fourDigits(text, length, digits));
      at = digits + 4;
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** {@code U+0041 }: each with a blank behind it, or at the end of the text. */
  private int plusEscapes(int start) {
    int at = start;
    while (at + 1 < length && text[at] == 'U' && text[at + 1] == '+') {
      int behind = at + 6;
      boolean digits = Bytewise.fourDigits(text, length, at + 2) >= 0;
      if (!digits || !(behind == length || Bytewise.isBlank(text[behind]))) {
        break;
      }
      at = Math.min(behind + 1, length);
    }
    if (at > start) {
      candidate(start, at, Encoding.UNICODE);
    }
    return at;
  }

  private byte[] unescapePlus(int start, int end) {
    StringBuilder out = new StringBuilder();
    for (int at = start; at < end; at += 7) {
      append(out, Bytewise.fourDigits(text, length, at + 2));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder out, int value) {
    out.append(Character.isSurrogate((char) value) ? '\uFFFD' : (char) value);
  }
}
