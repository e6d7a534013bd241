package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Refused;

/**
 * What a key is to be.
 *
 * @param hmacBytes the size of a key of type hmac, 0 for the usual one
 */
public record NewKey(KeyType type, KeySettings settings, int hmacBytes) {
  private static final int HMAC_BYTES_MIN = 32;
  private static final int HMAC_BYTES_MAX = 512;

  void check() {
    KeySettings.checkAutoRotate(settings.autoRotate());
    if (settings.convergent() && !settings.derived()) {
      throw Refused.malformed("convergent encryption requires derivation to be enabled");
    }
    if (settings.derived() && !type.derives()) {
      throw Refused.malformed(
          "key derivation and convergent encryption not supported for keys of type " + type.word());
    }
    if (settings.convergent() && !type.converges()) {
      throw Refused.malformed("convergent encryption not supported for keys of type " + type.word());
    }
    if (hmacBytes != 0 && type != KeyType.HMAC) {
      throw Refused.malformed("key_size is not valid for algorithm " + type.word());
    }
    if (hmacBytes != 0 && (hmacBytes < HMAC_BYTES_MIN || hmacBytes > HMAC_BYTES_MAX)) {
      throw Refused.malformed("invalid key_size: want " + HMAC_BYTES_MIN + " to " + HMAC_BYTES_MAX + " bytes");
    }
  }

  int symmetricBytes() {
    return hmacBytes == 0 ? type.size() : hmacBytes;
  }
}
