package dev.coffer.server.gate.policy;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Expectation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The policies by name, kept behind the barrier: a row for each text and one index that lists them
 * all with their hashes, so that a missing or older text is {@code Refused(Integrity)}, never an
 * absent policy.
 */
@SuppressWarnings("DoNotCallSuggester") // The bodies land next.
public final class PolicyStore {
  private final Barrier barrier;

  public PolicyStore(Barrier barrier) {
    this.barrier = barrier;
  }

  /** Adds what a new store starts with, the {@code default} policy, to the first commit. */
  public void initialize(Changes changes) {
    throw landing(List.of(changes, barrier));
  }

  /**
   * The rules of the named policies together. A name that no policy has grants nothing; {@code
   * root} grants everything when it stands alone, else nothing.
   */
  public AclRevision acl(Reading reading, Collection<String> names) {
    throw landing(List.of(reading, names));
  }

  /** All names in order, {@code root} among them. */
  public List<String> names(Reading reading) {
    throw landing(List.of(reading));
  }

  /** The text as it was written; empty text for {@code root}. */
  public Optional<String> text(Reading reading, String name) {
    throw landing(List.of(reading, name));
  }

  /**
   * Creates or replaces a policy, from the next request on.
   *
   * @param expected what the commit must expect: the revisions of the caller's permit
   * @return warnings about rules that are legal and do not do what they seem to
   */
  public List<String> put(String name, String text, Collection<Expectation> expected) {
    throw landing(List.of(name, text, expected));
  }

  /** Deletes a policy; one that is not there is no error, as in Vault. */
  public void delete(String name, Collection<Expectation> expected) {
    throw landing(List.of(name, expected));
  }

  private static UnsupportedOperationException landing(List<Object> arguments) {
    return new UnsupportedOperationException("landing next: " + arguments.size());
  }
}
