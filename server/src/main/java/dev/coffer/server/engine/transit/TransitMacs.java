package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes (RFC 2104) under the HMAC key that each version of each key has. */
public final class TransitMacs {
  private static final String MISSING = "encryption key not found";

  private final TransitCore core;

  TransitMacs(TransitCore core) {
    this.core = core;
  }

  /**
   * The key to make hashes with.
   *
   * @param tail what stands behind the name in the path
   */
  public KeyUse forMaking(Permit permit, String name, String tail) {
    return core.use(permit, core.needs().use("hmac", name, tail), name, MISSING);
  }

  public KeyUse forVerifying(Permit permit, String name, String tail) {
    return core.use(permit, core.needs().use("verify", name, tail), name, MISSING);
  }

  /**
   * The hash, as {@code vault:v1:…}.
   *
   * @param asked the version, 0 for the latest
   */
  public String make(KeyUse use, HashName hash, long asked, byte[] input) {
    TransitKey key = use.key();
    int number = asked == 0 ? key.latest() : TransitCiphers.clamped(asked);
    if (number < 0) {
      throw Refused.malformed("key version does not exist (cannot be negative)");
    }
    if (number > key.latest()) {
      throw Refused.malformed("key version does not exist; latest key version is " + key.latest());
    }
    if (number != key.latest() && number < key.settings().minEncryption()) {
      throw Refused.malformed("cannot generate HMAC: version is too old (disallowed by policy)");
    }
    KeyVersion version =
        key.version(number).orElseThrow(() -> Refused.malformed("key version does not exist"));
    return VersionedText.of(number, hmac(key, version, hash, input), false);
  }

  public boolean verify(KeyUse use, HashName hash, byte[] input, String claimed) {
    TransitKey key = use.key();
    if (!claimed.startsWith("vault:v")) {
      throw Refused.malformed("invalid HMAC to verify: no prefix");
    }
    VersionedText text =
        VersionedText.parse(claimed, "HMAC", false, "unable to decode verification HMAC as base64");
    if (text.version() <= key.latest() && text.version() < key.settings().minDecryption()) {
      throw Refused.malformed("cannot verify HMAC: version is too old (disallowed by policy)");
    }
    KeyVersion version = key.forChecking(text.version(), "HMAC");
    return MessageDigest.isEqual(hmac(key, version, hash, input), text.bytes());
  }

  private static byte[] hmac(TransitKey key, KeyVersion version, HashName hash, byte[] input) {
    boolean own = key.type() == KeyType.HMAC;
    return (own ? version.material() : version.hmacKey()).read(bytes -> hmac(hash.macName(), bytes, input));
  }

  private static byte[] hmac(String algorithm, byte[] key, byte[] input) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(input);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no " + algorithm, missing);
    }
  }
}
