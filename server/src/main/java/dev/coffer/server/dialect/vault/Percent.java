package dev.coffer.server.dialect.vault;

import dev.coffer.server.failure.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-decoding (RFC 3986 §2.1), once and strictly: what is not exactly right is refused. */
final class Percent {
  private Percent() {}

  /** Where the text stands, which decides what it may hold. */
  enum In {
    /** No raw or encoded character may change the structure. */
    PATH,
    /** {@code +} is a blank, and any character may be encoded but control characters. */
    QUERY,
    /** As in a query, and control characters may be data. */
    FORM
  }

  static String decode(String raw, In in) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c == '%') {
        bytes[length++] = escaped(raw, at, in);
        at += 2;
      } else if (c <= ' ' || c > '~' || (in == In.PATH && (c == '\\' || c == '#'))) {
        throw Refused.malformed("a character in the request's address must be percent-escaped");
      } else {
        bytes[length++] = (byte) (c == '+' && in != In.PATH ? ' ' : c);
      }
    }
    return utf8(ByteBuffer.wrap(bytes, 0, length), in);
  }

  private static byte escaped(String raw, int at, In in) {
    int high = at + 2 < raw.length() ? digit(raw.charAt(at + 1)) : -1;
    int low = at + 2 < raw.length() ? digit(raw.charAt(at + 2)) : -1;
    if (high < 0 || low < 0) {
      throw Refused.malformed("a percent escape in the request's address is broken");
    }
    int value = high << 4 | low;
    if (in == In.PATH && value == '/') {
      throw Refused.malformed("the path has an encoded slash");
    }
    return (byte) value;
  }

  private static int digit(char c) {
    return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
  }

  private static String utf8(ByteBuffer bytes, In in) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes)
              .toString();
      if (in != In.FORM && text.chars().anyMatch(Character::isISOControl)) {
        throw Refused.malformed("the request's address has a control character");
      }
      return text;
    } catch (CharacterCodingException _) {
      throw Refused.malformed("the request's address is not valid UTF-8");
    }
  }
}
