package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Refused;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes under Vault's names. */
public enum HashName {
  SHA1("sha1", "SHA-1", "HmacSHA1", "3021300906052b0e03021a05000414"),
  SHA2_224("sha2-224", "SHA-224", "HmacSHA224", "302d300d06096086480165030402040500041c"),
  SHA2_256("sha2-256", "SHA-256", "HmacSHA256", "3031300d060960864801650304020105000420"),
  SHA2_384("sha2-384", "SHA-384", "HmacSHA384", "3041300d060960864801650304020205000430"),
  SHA2_512("sha2-512", "SHA-512", "HmacSHA512", "3051300d060960864801650304020305000440"),
  SHA3_224("sha3-224", "SHA3-224", "HmacSHA3-224", "302d300d06096086480165030402070500041c"),
  SHA3_256("sha3-256", "SHA3-256", "HmacSHA3-256", "3031300d060960864801650304020805000420"),
  SHA3_384("sha3-384", "SHA3-384", "HmacSHA3-384", "3041300d060960864801650304020905000430"),
  SHA3_512("sha3-512", "SHA3-512", "HmacSHA3-512", "3051300d060960864801650304020a05000440"),
  /** No hash at all: only for what is hashed and named already (RSA PKCS #1 v1.5). */
  NONE("none", "", "", "");

  private final String word;
  private final String digestName;
  private final String macName;
  private final String digestInfo;

  /**
   * @param digestInfo the DER that stands before the hash in RSA PKCS #1 v1.5 (RFC 8017 §9.2)
   */
  HashName(String word, String digestName, String macName, String digestInfo) {
    this.word = word;
    this.digestName = digestName;
    this.macName = macName;
    this.digestInfo = digestInfo;
  }

  /** The hash of that name. */
  public static HashName ofWord(String word) {
    for (HashName name : values()) {
      if (name.word.equals(word)) {
        return name;
      }
    }
    throw Refused.malformed("invalid hash algorithm");
  }

  String macName() {
    if (this == NONE) {
      throw Refused.malformed("unsupported algorithm");
    }
    return macName;
  }

  byte[] digestInfo() {
    return HexFormat.of().parseHex(digestInfo);
  }

  MessageDigest digest() {
    if (this == NONE) {
      throw Refused.malformed("unsupported hash algorithm");
    }
    try {
      return MessageDigest.getInstance(digestName);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has " + digestName, missing);
    }
  }
}
