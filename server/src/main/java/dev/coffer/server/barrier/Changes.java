package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what one commit does; used by one thread, once. A later change of a key replaces an earlier. */
public final class Changes {
  private final Map<Key, Optional<SecretBytes>> rows = new LinkedHashMap<>();
  private final List<Expectation> expectations = new ArrayList<>();

  /** The commit closes {@code value}. */
  public Changes put(Key key, SecretBytes value) {
    rows.put(key, Optional.of(value));
    return this;
  }

  /** Takes ownership of {@code value}. */
  public Changes put(Key key, byte[] value) {
    return put(key, SecretBytes.owning(value));
  }

  public Changes delete(Key key) {
    rows.put(key, Optional.empty());
    return this;
  }

  public Changes expect(Expectation expectation) {
    expectations.add(expectation);
    return this;
  }

  public Changes expectAll(Collection<Expectation> all) {
    expectations.addAll(all);
    return this;
  }

  public Changes expectAbsent(Key key) {
    return expect(Expectation.absent(key));
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** An empty value is a deletion. */
  Map<Key, Optional<SecretBytes>> rows() {
    return rows;
  }

  List<Expectation> expectations() {
    return expectations;
  }
}
