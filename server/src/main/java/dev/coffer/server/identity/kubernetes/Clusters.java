package dev.coffer.server.identity.kubernetes;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.jose.KeySet;
import dev.coffer.server.identity.jose.PemKeys;
import dev.coffer.server.storage.Key;
import java.util.Optional;
import java.util.regex.Pattern;

/** The configuration of a mount, at {@code config}, and the token that reviews, at {@code reviewer}. */
public final class Clusters {
  /** It goes into a header. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{0,8192}");

  private final Barrier barrier;
  private final Key row;
  private final Key reviewerRow;
  private final Decoded<Ready> decoded;

  Clusters(Barrier barrier, String prefix, Decoded<Ready> decoded) {
    this.barrier = barrier;
    this.row = Key.of(prefix + "config");
    this.reviewerRow = Key.of(prefix + "reviewer");
    this.decoded = decoded;
  }

  /** A configuration with its keys read. */
  record Ready(ClusterConfig config, KeySet keys) {
    static Ready decode(byte[] bytes) {
      ClusterConfig config = KubernetesRows.config(bytes);
      return new Ready(config, PemKeys.read(config.publicKeys()));
    }
  }

  Key row() {
    return row;
  }

  Optional<Versioned<Ready>> find(Reading reading) {
    return reading.get(row, decoded);
  }

  /** What was said, without the reviewer's token. */
  public Optional<ClusterConfig> find() {
    try (Reading reading = barrier.read()) {
      return find(reading).map(ready -> ready.value().config());
    }
  }

  /** Whether a token was given to review with. */
  public boolean hasReviewer() {
    try (Reading reading = barrier.read()) {
      return reading.get(reviewerRow).isPresent();
    }
  }

  /** Empty where none was given. */
  Optional<SecretBytes> reviewer() {
    try (Reading reading = barrier.read()) {
      return reading.get(reviewerRow).map(Opened::value);
    }
  }

  /**
   * Replaces the configuration.
   *
   * @param reviewer {@code ""} for none
   * @throws Refused {@code Malformed} when it makes no sense
   */
  public void put(Permit permit, ClusterConfig config, String reviewer) {
    config.checked();
    if (!TOKEN.matcher(reviewer).matches()) {
      throw Refused.malformed("token_reviewer_jwt must be one token, without blanks");
    }
    Changes changes =
        new Changes().expectAll(permit.revisions()).put(row, KubernetesRows.config(config));
    if (reviewer.isEmpty()) {
      changes.delete(reviewerRow);
    } else {
      changes.put(reviewerRow, SecretBytes.ofText(reviewer));
    }
    barrier.commit(changes);
  }
}
