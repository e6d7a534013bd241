package dev.coffer.server.gate.wrapping;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.WrapGrant;
import dev.coffer.server.gate.Wrapper;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Answers under seal, each behind a token that opens it once. An envelope is a row {@code
 * wrap/id/HASH} and its place in the order of time, {@code wrap/due/TIME/HASH}; opening deletes both
 * before the answer leaves, so of two who open at the same moment one gets nothing.
 *
 * @see <a href="https://developer.hashicorp.com/vault/docs/concepts/response-wrapping">Vault's
 *     response wrapping</a>
 */
public final class Wrapping implements Wrapper {
  private static final String ROWS = "wrap/id/";
  private static final String DUE = "wrap/due/";
  private static final int TIDY_MAX = 256;

  /** What is said of a token that opens nothing, in Vault's words, whatever the reason. */
  private static final String INVALID = "wrapping token is not valid or does not exist";

  private final Barrier barrier;
  private final InstantSource clock;
  private final Duration ttlMax;
  private final WrapToken tokens;

  /**
   * Makes the room.
   *
   * @param ttlMax the longest an envelope lasts: the server's longest lease
   */
  public Wrapping(Barrier barrier, InstantSource clock, SecureRandom random, Duration ttlMax) {
    this.barrier = barrier;
    this.clock = clock;
    this.ttlMax = ttlMax;
    this.tokens = new WrapToken(barrier, random);
  }

  /**
   * What an envelope tells without being opened.
   *
   * @param ttl as granted
   */
  public record Info(Instant created, Duration ttl, String creationPath) {}

  private record Found(String name, Envelope envelope, long version) {}

  @Override
  public WrapGrant wrap(Answer answer, Duration ttl, String path, List<Expectation> revisions) {
    Duration granted = ttl.compareTo(ttlMax) > 0 ? ttlMax : ttl;
    Envelope envelope = new Envelope(clock.instant(), granted, path, answer);
    return put(envelope, new Changes().expectAll(revisions));
  }

  @Override
  public void withdraw(WrapGrant grant) {
    String name = tokens.rowName(grant.token()).orElseThrow();
    barrier.commit(
        new Changes().delete(row(name)).delete(due(grant.created().plus(grant.ttl()), name)));
  }

  /** True for a text that only a wrapping token can have; says nothing of its being valid. */
  public boolean isWrappingToken(SecretBytes token) {
    return tokens.rowName(token).isPresent();
  }

  /** True while there is such an envelope, open to whoever holds its token. */
  public boolean isEnvelope(SecretBytes token) {
    try (Reading reading = barrier.read()) {
      return tokens.rowName(token).filter(name -> exists(reading, name)).isPresent();
    } catch (Refused _) {
      return false; // Sealed: the gate says so.
    }
  }

  private static boolean exists(Reading reading, String name) {
    return !reading.expectation(row(name)).equals(Expectation.absent(row(name)));
  }

  /** What is known of the envelope; it stays closed. */
  public Info lookup(Permit permit, Need need, SecretBytes token) {
    permit.requires(need);
    Envelope envelope = find(token).envelope();
    envelope.answer().auth().map(AuthGrant::clientToken).ifPresent(SecretBytes::close);
    return new Info(envelope.created(), envelope.ttl(), envelope.creationPath());
  }

  /**
   * Opens the envelope: it is gone before this returns.
   *
   * @throws Refused {@code Malformed} when there is none, or no more
   */
  public Answer unwrap(Permit permit, Need need, SecretBytes token) {
    permit.requires(need);
    Found found = find(token);
    commitOrGone(remove(found).expectAll(permit.revisions()), found);
    return found.envelope().answer();
  }

  /** The same answer in a fresh envelope with the same ttl and creation path; the old one is gone. */
  public Answer rewrap(Permit permit, Need need, SecretBytes token) {
    permit.requires(need);
    Found found = find(token);
    Envelope old = found.envelope();
    Envelope fresh = new Envelope(clock.instant(), old.ttl(), old.creationPath(), old.answer());
    try {
      return Answer.of(put(fresh, remove(found).expectAll(permit.revisions())));
    } catch (Conflict lost) {
      throw goneOr(lost, found);
    }
  }

  /** Deletes envelopes whose time is over, a bounded number a call; called about once a second. */
  public void run(Instant now) {
    List<Key> over;
    try (Reading reading = barrier.read()) {
      over = reading.keys(DUE, Optional.empty(), TIDY_MAX);
    }
    for (Key due : over) {
      String rest = due.text().substring(DUE.length());
      int slash = rest.indexOf('/');
      if (Long.parseLong(rest.substring(0, slash)) > now.toEpochMilli()) {
        return;
      }
      barrier.commit(new Changes().delete(due).delete(row(rest.substring(slash + 1))));
    }
  }

  private WrapGrant put(Envelope envelope, Changes changes) {
    SecretBytes token = tokens.make();
    String name = tokens.rowName(token).orElseThrow();
    barrier.commit(
        changes
            .expectAbsent(row(name))
            .put(row(name), envelope.encode())
            .put(due(envelope.expires(), name), new byte[] {'{', '}'}));
    return new WrapGrant(
        token,
        name.substring(0, 24),
        envelope.ttl(),
        envelope.created(),
        envelope.creationPath(),
        envelope.answer().auth().map(AuthGrant::accessor).orElse(""));
  }

  private Found find(SecretBytes token) {
    String name = tokens.rowName(token).orElseThrow(Wrapping::invalid);
    try (Reading reading = barrier.read()) {
      Opened opened = reading.get(row(name)).orElseThrow(Wrapping::invalid);
      try (SecretBytes value = opened.value()) {
        Envelope envelope = Envelope.decode(value);
        if (envelope.isOver(clock.instant())) {
          throw invalid();
        }
        return new Found(name, envelope, opened.version());
      }
    }
  }

  private static Changes remove(Found found) {
    Key row = row(found.name());
    return new Changes()
        .expect(new Expectation(row, found.version()))
        .delete(row)
        .delete(due(found.envelope().expires(), found.name()));
  }

  private void commitOrGone(Changes changes, Found found) {
    try {
      barrier.commit(changes);
    } catch (Conflict lost) {
      throw goneOr(lost, found);
    }
  }

  /** Somebody else opened it first; a lost race about anything else is repeated by the gate. */
  private static RuntimeException goneOr(Conflict lost, Found found) {
    return lost.key().equals(row(found.name())) ? invalid() : lost;
  }

  private static Refused invalid() {
    return Refused.malformed(INVALID);
  }

  private static Key row(String name) {
    return Key.of(ROWS + name);
  }

  private static Key due(Instant expires, String name) {
    return Key.of(DUE + String.format("%015d", expires.toEpochMilli()) + "/" + name);
  }

  /** The members of {@code sys/wrapping/lookup}. */
  public static Json.Object describe(Info info) {
    return Json.object()
        .put("creation_path", info.creationPath())
        .put("creation_time", info.created().toString())
        .put("creation_ttl", info.ttl().toSeconds())
        .build();
  }
}
