package dev.coffer.server.identity.cert;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The little DER (X.690) that extensions and OCSP requests need. What cannot be read is empty; nothing
 * here decides who is let in by being there.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int SEQUENCE = 0x30;
  private static final int BITS = 0x03;
  private static final int KEY_IDENTIFIER = 0x80;
  private static final int LENGTH_BYTES_MAX = 3;
  private static final int VALUES_MAX = 100;

  private Der() {}

  /** Where a value's content stands. */
  private record Span(int from, int to) {}

  /** The content of an octet string that is the whole of {@code der}. */
  static Optional<byte[]> octets(byte[] der) {
    return span(der, 0).filter(span -> span.to() == der.length).flatMap(_ -> content(der, OCTETS));
  }

  /** A string that is the whole of {@code der}. */
  static Optional<String> text(byte[] der) {
    if (span(der, 0).filter(span -> span.to() == der.length).isEmpty()) {
      return Optional.empty();
    }
    int tag = der[0] & 0xff;
    return switch (tag) {
      // UTF8String; PrintableString, TeletexString, IA5String, VisibleString; BMPString.
      case 0x0c -> content(der, tag).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
      case 0x13, 0x14, 0x16, 0x1a ->
          content(der, tag).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
      case 0x1e -> content(der, tag).map(bytes -> new String(bytes, StandardCharsets.UTF_16BE));
      default -> Optional.empty();
    };
  }

  /** RFC 5280 §4.2.1.1: the first field of an AuthorityKeyIdentifier, where it has one. */
  static Optional<byte[]> keyIdentifier(byte[] der) {
    return content(der, SEQUENCE).flatMap(fields -> content(fields, KEY_IDENTIFIER));
  }

  /** The bits that follow the first value: of a SubjectPublicKeyInfo's content, the key. */
  static Optional<byte[]> bitsAfterFirst(byte[] values) {
    return span(values, 0)
        .flatMap(first -> content(Arrays.copyOfRange(values, first.to(), values.length), BITS))
        .filter(bits -> bits.length > 0)
        .map(bits -> Arrays.copyOfRange(bits, 1, bits.length)); // The first counts unused bits: none.
  }

  /** What follows {@code beginning}. */
  static Optional<byte[]> after(byte[] values, byte[] beginning) {
    boolean begins =
        values.length >= beginning.length
            && Arrays.equals(values, 0, beginning.length, beginning, 0, beginning.length);
    return begins
        ? Optional.of(Arrays.copyOfRange(values, beginning.length, values.length))
        : Optional.empty();
  }

  /** The values that stand in a row, each with its tag. */
  static List<byte[]> values(byte[] row) {
    List<byte[]> values = new ArrayList<>();
    int at = 0;
    while (values.size() < VALUES_MAX) {
      Optional<Span> next = span(row, at);
      if (next.isEmpty()) {
        break;
      }
      values.add(Arrays.copyOfRange(row, at, next.get().to()));
      at = next.get().to();
    }
    return values;
  }

  /** The content of the value at the beginning. */
  static Optional<byte[]> content(byte[] der, int tag) {
    return span(der, 0)
        .filter(_ -> (der[0] & 0xff) == tag)
        .map(span -> Arrays.copyOfRange(der, span.from(), span.to()));
  }

  private static Optional<Span> span(byte[] der, int at) {
    if (der.length < at + 2) {
      return Optional.empty();
    }
    int first = der[at + 1] & 0xff;
    int more = first < 0x80 ? 0 : first & 0x7f;
    if (first == 0x80 || more > LENGTH_BYTES_MAX || der.length < at + 2 + more) {
      return Optional.empty();
    }
    int length = more == 0 ? first : 0;
    for (int index = 0; index < more; index++) {
      length = (length << 8) | (der[at + 2 + index] & 0xff);
    }
    int from = at + 2 + more;
    return length > der.length - from ? Optional.empty() : Optional.of(new Span(from, from + length));
  }

  /** A value around the parts. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
      out.write(0x80 | bytes);
      for (int at = bytes - 1; at >= 0; at--) {
        out.write(length >> (8 * at));
      }
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
