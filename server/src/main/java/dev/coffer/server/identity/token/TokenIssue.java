package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.storage.Expectation;
import java.util.Collection;

/** Makes tokens, once it is decided what they are. One commit each; none for a batch token. */
public final class TokenIssue {
  private final Barrier barrier;
  private final TokenShape shape;
  private final TokenRows rows;
  private final BatchTokens batches;

  TokenIssue(Barrier barrier, TokenShape shape, TokenRows rows, BatchTokens batches) {
    this.barrier = barrier;
    this.shape = shape;
    this.rows = rows;
    this.batches = batches;
  }

  /**
   * A service token with a random text.
   *
   * @param draft its hash is not looked at
   * @param persona what its entity adds, for the answer
   * @param restsOn what the commit expects: the caller's revisions, its parent's among them
   */
  public AuthGrant service(TokenEntry draft, Persona persona, Collection<Expectation> restsOn) {
    return service(draft, persona, new Changes().expectAll(restsOn));
  }

  /**
   * As {@link #service(TokenEntry, Persona, Collection)}, in one commit with what else it does.
   *
   * @param changes committed here
   */
  AuthGrant service(TokenEntry draft, Persona persona, Changes changes) {
    return service(draft.isRoot() ? shape.newRoot() : shape.newOrdinary(), draft, persona, changes);
  }

  /**
   * A service token whose text was chosen by somebody.
   *
   * @throws dev.coffer.server.storage.Conflict when there is one already
   */
  AuthGrant service(
      SecretBytes text, TokenEntry draft, Persona persona, Collection<Expectation> restsOn) {
    return service(text, draft, persona, new Changes().expectAll(restsOn));
  }

  private AuthGrant service(
      SecretBytes text, TokenEntry draft, Persona persona, Changes changes) {
    if (!(shape.sort(text) instanceof TokenShape.Sort.Stored(String hash))) {
      throw new IllegalArgumentException("such a text could never be used");
    }
    TokenEntry entry = draft.named(hash);
    try (Reading reading = barrier.read()) {
      rows.add(reading, changes, entry);
    }
    barrier.commit(changes);
    return grant(text, entry, persona, "service");
  }

  /**
   * A batch token.
   *
   * @throws Refused {@code TooLarge} when what it carries does not fit into a header
   */
  public AuthGrant batch(TokenEntry draft, Persona persona) {
    TokenEntry entry = draft.named("");
    SecretBytes text = batches.seal(entry);
    if (text.size() > TokenShape.TEXT_BYTES_MAX) {
      text.close();
      throw new Refused(new Failure.TooLarge("batch token", TokenShape.TEXT_BYTES_MAX, "bytes"));
    }
    return grant(text, entry, persona, "batch");
  }

  /**
   * A token of either kind. What {@code changes} count is counted before a batch token, which has no
   * row, is given away.
   */
  AuthGrant of(boolean batch, TokenEntry draft, Persona persona, Changes changes) {
    if (!batch) {
      return service(draft, persona, changes);
    }
    if (!changes.isEmpty()) {
      barrier.commit(changes);
    }
    return batch(draft, persona);
  }

  static AuthGrant grant(SecretBytes text, TokenEntry entry, Persona persona, String type) {
    return new AuthGrant(
        text,
        entry.hash(),
        persona.with(entry.policies()),
        entry.policies(),
        persona.policies(),
        entry.meta(),
        entry.times().ttl(),
        entry.renewable(),
        entry.entityId(),
        type,
        entry.orphan(),
        Math.max(0, entry.numUses()),
        entry.displayName());
  }
}
