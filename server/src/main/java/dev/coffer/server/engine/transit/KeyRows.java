package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;

/**
 * A key with all its versions is one row, so that a rotation is one write and no version can be
 * missing or swapped. Below {@code mount/<uuid>/}:
 *
 * <pre>
 * key/NAME       a CBOR array: type, settings, versions (number, time, material, public key, HMAC key)
 * wrapping       the RSA key that imported keys come wrapped under, as such a row
 * </pre>
 *
 * Later releases append items; readers skip what they do not know.
 */
final class KeyRows {
  private KeyRows() {}

  static byte[] encode(TransitKey key) {
    return CborWriter.array(
        out ->
            out.text(key.type().word())
                .inner(settings -> settings(settings, key.settings()))
                .each(key.versions(), version -> out.inner(items -> version(items, version))));
  }

  static TransitKey decode(byte[] row) {
    return CborReader.array(
        row, in -> new TransitKey(type(in.text()), in.inner(KeyRows::settings), in.each(KeyRows::version)));
  }

  private static KeyType type(String word) {
    return KeyType.find(word)
        .orElseThrow(() -> new Refused(new Failure.Integrity("a transit key of a type not known here")));
  }

  private static void settings(CborWriter out, KeySettings settings) {
    out.flag(settings.derived())
        .flag(settings.convergent())
        .flag(settings.exportable())
        .flag(settings.plaintextBackup())
        .flag(settings.deletionAllowed())
        .number(settings.minDecryption())
        .number(settings.minEncryption())
        .number(settings.minAvailable())
        .number(settings.autoRotate().toSeconds())
        .flag(settings.imported())
        .flag(settings.allowRotation())
        .time(settings.backedUp())
        .time(settings.restored());
  }

  private static KeySettings settings(CborReader in) {
    return new KeySettings(
        in.flag(), in.flag(), in.flag(), in.flag(), in.flag(), in.integer(), in.integer(), in.integer(),
        Duration.ofSeconds(in.number()), in.flag(), in.flag(), in.maybe(CborReader::time), in.maybe(CborReader::time));
  }

  private static void version(CborWriter out, KeyVersion version) {
    out.number(version.number()).time(version.created());
    version.material().read(out::bytes);
    out.bytes(version.publicKey().orElseGet(() -> new byte[0]));
    version.hmacKey().read(out::bytes);
  }

  private static KeyVersion version(CborReader in) {
    return in.inner(
        items ->
            new KeyVersion(
                items.integer(),
                items.time(),
                SecretBytes.owning(items.bytes()),
                items.bytes(),
                SecretBytes.owning(items.bytes())));
  }
}
