package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.gate.policy.Persona;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of a token. Ended ones are unknown, whether or not they have been swept. */
public final class TokenLookup {
  private static final int PAGE = 1_000;

  private final Barrier barrier;
  private final InstantSource clock;
  private final TokenShape shape;
  private final TokenRows rows;
  private final BatchTokens batches;
  private final Identities identities;

  TokenLookup(
      Barrier barrier,
      InstantSource clock,
      TokenShape shape,
      TokenRows rows,
      BatchTokens batches,
      Identities identities) {
    this.barrier = barrier;
    this.clock = clock;
    this.shape = shape;
    this.rows = rows;
    this.batches = batches;
    this.identities = identities;
  }

  /**
   * A token that lives.
   *
   * @param persona what its entity adds; nothing when that is disabled or gone
   */
  public record Known(TokenEntry entry, boolean batch, Persona persona) {}

  /** The time that tokens end by. */
  public Instant now() {
    return clock.instant();
  }

  public Optional<Known> byText(SecretBytes text) {
    return switch (shape.sort(text)) {
      case TokenShape.Sort.Stored(String hash) -> byHash(hash);
      case TokenShape.Sort.Batch() -> batch(text);
      case TokenShape.Sort.Forged() -> Optional.empty();
    };
  }

  /** By accessor. It also finds a token in its last use, whose holder may still ask about it. */
  public Optional<Known> byHash(String hash) {
    if (hash.length() != TokenShape.HASH_CHARS || hash.indexOf('/') >= 0) {
      return Optional.empty();
    }
    try (Reading reading = barrier.read()) {
      return rows.find(reading, hash)
          .map(Versioned::value)
          .filter(this::lives)
          .map(entry -> known(reading, entry, false));
    }
  }

  private Optional<Known> batch(SecretBytes text) {
    try (Reading reading = barrier.read()) {
      return batches
          .open(text)
          .filter(this::lives)
          .filter(entry -> entry.orphan() || byHash(entry.parent()).isPresent())
          .map(entry -> known(reading, entry, true));
    }
  }

  private Known known(Reading reading, TokenEntry entry, boolean batch) {
    return new Known(entry, batch, identities.personaOf(reading, entry));
  }

  private boolean lives(TokenEntry entry) {
    return entry.state() == TokenEntry.State.LIVE && !entry.times().endedAt(clock.instant());
  }

  /** All accessors, in order. */
  public List<String> accessors() {
    List<String> all = new ArrayList<>();
    try (Reading reading = barrier.read()) {
      String after = "";
      List<String> page;
      do {
        page = rows.hashes(reading, after, PAGE);
        all.addAll(page);
        after = page.isEmpty() ? after : page.getLast();
      } while (page.size() == PAGE);
    }
    return all;
  }
}
