package dev.coffer.scanner.checksum;

import java.util.Base64;
import java.util.Optional;

/** Base64 as tokens use it: either alphabet, padded or not. */
final class Base64Text {
  private Base64Text() {}

  /** Empty where it is no base64. */
  static Optional<byte[]> decoded(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    String plain = text.substring(0, end).replace('-', '+').replace('_', '/');
    try {
      return Optional.of(Base64.getDecoder().decode(plain));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
