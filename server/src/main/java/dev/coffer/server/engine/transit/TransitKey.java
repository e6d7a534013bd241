package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A named key with its versions, oldest first. Versions are numbered from 1 and never again.
 *
 * @param versions those that were not trimmed, without a gap
 */
public record TransitKey(KeyType type, KeySettings settings, List<KeyVersion> versions) {
  /** How many versions one key keeps; more are refused until it is trimmed. */
  public static final int VERSIONS_MAX = 1_000;

  static final String TOO_OLD = "ciphertext or signature version is disallowed by policy (too old)";

  public TransitKey {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("a key has a version");
    }
    for (int at = 0; at < versions.size(); at++) {
      if (versions.get(at).number() != versions.getFirst().number() + at || versions.get(at).number() < 1) {
        throw new IllegalArgumentException("versions are numbered without a gap");
      }
    }
  }

  public int latest() {
    return versions.getLast().number();
  }

  Optional<KeyVersion> version(int number) {
    int at = number - versions.getFirst().number();
    return at < 0 || at >= versions.size() ? Optional.empty() : Optional.of(versions.get(at));
  }

  /**
   * The version to make something with.
   *
   * @param asked 0 for the latest
   * @param doing {@code encryption}, {@code signing}
   */
  KeyVersion forMaking(int asked, String doing) {
    if (asked < 0) {
      throw Refused.malformed("requested version for " + doing + " is negative");
    }
    if (asked > latest()) {
      throw Refused.malformed("requested version for " + doing + " is higher than the latest key version");
    }
    int number = asked == 0 ? latest() : asked;
    if (number < settings.minEncryption()) {
      throw Refused.malformed("requested version for " + doing + " is less than the minimum encryption key version");
    }
    return version(number).orElseThrow(() -> Refused.malformed("key version does not exist"));
  }

  /**
   * The version that made something.
   *
   * @param thing {@code ciphertext}, {@code signature}: for the words of a refusal
   */
  KeyVersion forChecking(int number, String thing) {
    if (number > latest()) {
      throw Refused.malformed("invalid " + thing + ": version is too new");
    }
    if (number < settings.minDecryption()) {
      throw Refused.malformed(TOO_OLD);
    }
    return version(number).orElseThrow(() -> Refused.malformed(TOO_OLD));
  }

  TransitKey with(KeySettings changed) {
    return new TransitKey(type, changed, versions);
  }

  TransitKey withVersion(KeyVersion next) {
    if (versions.size() >= VERSIONS_MAX) {
      throw new Refused(new Failure.WrongState("the key has " + VERSIONS_MAX + " versions: trim it first"));
    }
    List<KeyVersion> more = new ArrayList<>(versions);
    more.add(next);
    return new TransitKey(type, settings, more);
  }

  /** Without the versions before the one given. */
  TransitKey trimmed(int first) {
    return new TransitKey(
        type,
        settings.withMinAvailable(first),
        versions.stream().filter(version -> version.number() >= first).toList());
  }
}
