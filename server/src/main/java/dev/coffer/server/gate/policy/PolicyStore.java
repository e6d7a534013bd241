package dev.coffer.server.gate.policy;

import dev.coffer.kit.cache.Lately;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The policies by name, kept behind the barrier: a row for each text and one index that lists them
 * all with their hashes, so that a missing or older text is {@code Refused(Integrity)}, never an
 * absent policy.
 */
public final class PolicyStore {
  private static final int TEXTS_CACHED_MAX = 1_024;

  /** Compiled rules of callers seen lately, all together; a rule takes about a kilobyte. */
  private static final int RULES_CACHED_MAX = 50_000;

  /** What one caller's rules count that are hardly any. */
  private static final int RULES_MIN = 8;

  /**
   * Whose rules, as they were at one version of the policies.
   *
   * @param persona {@link Persona#NOBODY} for rules that are the same for all who have these names
   */
  private record AclKey(List<String> names, Persona persona, long indexVersion) {}

  private final Barrier barrier;
  private final Decoded<PolicyIndex> indexes = new Decoded<>(1, PolicyIndex::ofRow);
  private final Decoded<StoredPolicy> policies = new Decoded<>(TEXTS_CACHED_MAX, StoredPolicy::ofRow);
  private final Lately<AclKey, Acl> acls = new Lately<>(RULES_CACHED_MAX, PolicyStore::weight);

  public PolicyStore(Barrier barrier) {
    this.barrier = barrier;
  }

  /** Adds what a new store starts with, the {@code default} policy, to the first commit. */
  public void initialize(Changes changes) {
    String text = BuiltInPolicies.DEFAULT_TEXT;
    changes.expectAbsent(PolicyIndex.KEY);
    changes.put(PolicyIndex.KEY, PolicyIndex.empty().with(BuiltInPolicies.DEFAULT, text).toRow());
    changes.put(StoredPolicy.key(BuiltInPolicies.DEFAULT), StoredPolicy.toRow(text));
  }

  /**
   * The rules of the named policies together, for nobody in particular. A name that no policy has
   * grants nothing; {@code root} grants everything when it stands alone, else nothing.
   *
   * @throws Refused {@code Integrity} when a listed policy is missing or is not the one listed
   */
  public AclRevision acl(Reading reading, Collection<String> names) {
    return acl(reading, List.copyOf(names), Persona.NOBODY);
  }

  /**
   * The rules of a token's policies and its identity's together, with templates filled in.
   *
   * @throws Refused {@code Integrity} when a listed policy is missing or is not the one listed
   */
  public AclRevision acl(Reading reading, List<String> tokenPolicies, Persona persona) {
    Versioned<PolicyIndex> index = index(reading);
    Expectation revision = new Expectation(PolicyIndex.KEY, index.version());
    AclKey key = new AclKey(tokenPolicies, persona, index.version());
    Optional<Acl> known = acls.find(key);
    if (known.isPresent()) {
      return new AclRevision(known.get(), revision);
    }
    Acl fresh = compile(reading, index, persona.with(tokenPolicies), persona);
    acls.keep(key, fresh);
    return new AclRevision(fresh, revision);
  }

  private static int weight(Acl acl) {
    return acl instanceof CompiledAcl compiled ? Math.max(RULES_MIN, compiled.size()) : RULES_MIN;
  }

  private Acl compile(
      Reading reading, Versioned<PolicyIndex> index, List<String> names, Persona persona) {
    TreeSet<String> distinct = new TreeSet<>();
    names.forEach(name -> distinct.add(PolicyName.spelled(name)));
    if (distinct.size() == 1 && distinct.contains(RootAcl.NAME)) {
      return new RootAcl();
    }
    Map<String, Rules> rules = rules(reading, index.value(), distinct);
    if (rules.values().stream().anyMatch(Rules::isTemplated)) {
      return CompiledAcl.of(rules, persona.values());
    }
    // The same for everybody who has these policies: compiled once.
    AclKey shared = new AclKey(List.copyOf(distinct), Persona.NOBODY, index.version());
    Optional<Acl> known = acls.find(shared);
    if (known.isPresent()) {
      return known.get();
    }
    Acl fresh = CompiledAcl.of(rules);
    acls.keep(shared, fresh);
    return fresh;
  }

  private Map<String, Rules> rules(Reading reading, PolicyIndex index, Collection<String> names) {
    Map<String, Rules> rules = new LinkedHashMap<>();
    for (String name : names) {
      if (BuiltInPolicies.FIXED.containsKey(name)) {
        rules.put(name, PolicyText.parse(BuiltInPolicies.FIXED.getOrDefault(name, "")));
      } else if (index.has(name)) {
        rules.put(name, stored(reading, index, name).rules().orElseThrow(() -> broken(StoredPolicy.key(name))));
      }
    }
    return rules;
  }

  /** All names in order, {@code root} among them. */
  public List<String> names(Reading reading) {
    TreeSet<String> names = new TreeSet<>(index(reading).value().names());
    names.add(RootAcl.NAME);
    return List.copyOf(names);
  }

  /** The text as it was written; empty text for {@code root}, whose rules are not written down. */
  public Optional<String> text(Reading reading, String name) {
    String spelled = PolicyName.spelled(name);
    Optional<String> fixed = Optional.ofNullable(BuiltInPolicies.FIXED.get(spelled));
    PolicyIndex index = index(reading).value();
    return fixed.isEmpty() && index.has(spelled)
        ? Optional.of(stored(reading, index, spelled).text())
        : fixed;
  }

  /**
   * Creates or replaces a policy, from the next request on.
   *
   * @param expected what the commit must expect: the revisions of the caller's permit
   * @return warnings about rules that are legal and do not do what they seem to
   * @throws Refused {@code Malformed} for a bad name, a text that is no policy, or a fixed policy
   * @throws dev.coffer.server.storage.Conflict when policies changed at the same time
   */
  public List<String> put(String name, String text, Collection<Expectation> expected) {
    String checked = PolicyName.of(name).text();
    if (BuiltInPolicies.FIXED.containsKey(checked)) {
      throw Refused.malformed("cannot update \"" + checked + "\" policy");
    }
    Rules rules = PolicyText.parse(text);
    try (Reading reading = barrier.read()) {
      Changes changes = change(reading, index(reading).value().with(checked, text), expected);
      changes.put(StoredPolicy.key(checked), StoredPolicy.toRow(text));
      barrier.commit(changes);
    }
    return rules.warnings();
  }

  /**
   * Deletes a policy; one that is not there is no error, as in Vault.
   *
   * @throws Refused {@code Malformed} for a bad name and the policies that always stay
   * @throws dev.coffer.server.storage.Conflict when policies changed at the same time
   */
  public void delete(String name, Collection<Expectation> expected) {
    String checked = PolicyName.of(name).text();
    if (BuiltInPolicies.FIXED.containsKey(checked)) {
      throw Refused.malformed("cannot delete \"" + checked + "\" policy");
    }
    if (checked.equals(BuiltInPolicies.DEFAULT)) {
      throw Refused.malformed("cannot delete default policy");
    }
    try (Reading reading = barrier.read()) {
      PolicyIndex index = index(reading).value();
      if (index.has(checked)) {
        Changes changes = change(reading, index.without(checked), expected);
        changes.delete(StoredPolicy.key(checked));
        barrier.commit(changes);
      }
    }
  }

  /** Forgets everything it has read, as sealing does. */
  public void forget() {
    indexes.clear();
    policies.clear();
    acls.clear();
  }

  private static Changes change(Reading reading, PolicyIndex next, Collection<Expectation> expected) {
    return new Changes()
        .expectAll(new ArrayList<>(expected))
        .expect(reading.expectation(PolicyIndex.KEY))
        .put(PolicyIndex.KEY, next.toRow());
  }

  private Versioned<PolicyIndex> index(Reading reading) {
    return reading.get(PolicyIndex.KEY, indexes).orElseThrow(() -> broken(PolicyIndex.KEY));
  }

  private StoredPolicy stored(Reading reading, PolicyIndex index, String name) {
    Key key = StoredPolicy.key(name);
    StoredPolicy found =
        reading.get(key, policies).map(Versioned::value).orElseThrow(() -> broken(key));
    if (!index.vouchesFor(name, found.text())) {
      throw broken(key);
    }
    return found;
  }

  private static Refused broken(Key key) {
    return new Refused(new Failure.Integrity(key.text()));
  }
}
