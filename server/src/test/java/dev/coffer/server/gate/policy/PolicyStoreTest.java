package dev.coffer.server.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyStoreTest {
  private static final String READ = "path \"a\" { capabilities = [\"read\"] }";
  private static final String UPDATE = "path \"a\" { capabilities = [\"update\"] }";

  private final KeyringBarrier barrier = TestBarrier.unsealed();
  private final PolicyStore store = initialized();

  private PolicyStore initialized() {
    PolicyStore fresh = new PolicyStore(barrier);
    Changes changes = new Changes();
    fresh.initialize(changes);
    barrier.commit(changes);
    return fresh;
  }

  private boolean allows(PolicyStore policies, Capability capability, String... names) {
    try (Reading reading = barrier.read()) {
      return policies.acl(reading, List.of(names)).acl().decide(Query.of("a", capability)) instanceof Decision.Allow;
    }
  }

  private Optional<String> text(String name) {
    try (Reading reading = barrier.read()) {
      return store.text(reading, name);
    }
  }

  private List<String> names() {
    try (Reading reading = barrier.read()) {
      return store.names(reading);
    }
  }

  private static Failure failure(Throwable thrown) {
    return ((Refused) thrown).failure();
  }

  @Test
  void aNewStoreHasTheDefaultPolicy() {
    assertThat(names()).containsExactly("default", "root");
    assertThat(text("default")).contains(BuiltInPolicies.DEFAULT_TEXT);
    try (Reading reading = barrier.read()) {
      Acl acl = store.acl(reading, List.of("default")).acl();
      assertThat(acl.decide(Query.of("auth/token/lookup-self", Capability.READ))).isInstanceOf(Decision.Allow.class);
      assertThat(acl.decide(Query.of("cubbyhole/x", Capability.CREATE))).isInstanceOf(Decision.Allow.class);
      assertThat(acl.decide(Query.of("secret/data/x", Capability.READ))).isInstanceOf(Decision.Deny.class);
      assertThat(acl.isRoot()).isFalse();
    }
  }

  @Test
  void aChangeHoldsForTheNextRequest() {
    assertThat(allows(store, Capability.READ, "app")).as("a name that nobody has grants nothing").isFalse();
    store.put("App", READ, List.of());
    assertThat(names()).containsExactly("app", "default", "root");
    assertThat(text("APP")).contains(READ);
    assertThat(allows(store, Capability.READ, "default", "app")).isTrue();
    store.put("app", UPDATE, List.of());
    assertThat(allows(store, Capability.READ, "default", "app")).isFalse();
    assertThat(allows(store, Capability.UPDATE, "default", "app")).isTrue();
    store.delete("app", List.of());
    assertThat(allows(store, Capability.UPDATE, "default", "app")).isFalse();
    assertThat(text("app")).isEmpty();
    store.delete("app", List.of());
  }

  @Test
  void rootIsEverythingAloneAndNothingInCompany() {
    assertThat(allows(store, Capability.SUDO, "root")).isTrue();
    assertThat(allows(store, Capability.READ, "root", "default")).isFalse();
    assertThat(allows(store, Capability.READ)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", " ROOT ", "response-wrapping"})
  void fixedPoliciesCannotBeChanged(String name) {
    String spelled = name.strip().toLowerCase(Locale.ROOT);
    assertThatThrownBy(() -> store.put(name, READ, List.of()))
        .extracting(PolicyStoreTest::failure)
        .isEqualTo(new Failure.Malformed("cannot update \"" + spelled + "\" policy"));
    assertThatThrownBy(() -> store.delete(name, List.of()))
        .extracting(PolicyStoreTest::failure)
        .isEqualTo(new Failure.Malformed("cannot delete \"" + spelled + "\" policy"));
  }

  @Test
  void theDefaultPolicyMayBeEditedButStays() {
    store.put("default", READ, List.of());
    assertThat(allows(store, Capability.READ, "default")).isTrue();
    assertThatThrownBy(() -> store.delete("default", List.of()))
        .extracting(PolicyStoreTest::failure)
        .isEqualTo(new Failure.Malformed("cannot delete default policy"));
  }

  @Test
  void aTextThatIsNoPolicyChangesNothing() {
    store.put("app", READ, List.of());
    assertThatThrownBy(() -> store.put("app", "path \"a\" {", List.of())).isInstanceOf(Refused.class);
    assertThat(text("app")).contains(READ);
  }

  @Test
  void aMissingTextIsAnIntegrityErrorNotAnAbsentPolicy() {
    store.put("app", "path \"a\" { capabilities = [\"deny\"] }", List.of());
    barrier.commit(new Changes().delete(Key.of("policy/acl/app")));
    assertThatThrownBy(() -> allows(new PolicyStore(barrier), Capability.READ, "app"))
        .extracting(PolicyStoreTest::failure)
        .isEqualTo(new Failure.Integrity("policy/acl/app"));
  }

  @Test
  void anOlderTextIsAnIntegrityError() {
    store.put("app", READ, List.of());
    store.put("app", UPDATE, List.of());
    barrier.commit(new Changes().put(Key.of("policy/acl/app"), StoredPolicy.toRow(READ)));
    assertThatThrownBy(() -> allows(new PolicyStore(barrier), Capability.READ, "app"))
        .extracting(PolicyStoreTest::failure)
        .isEqualTo(new Failure.Integrity("policy/acl/app"));
    assertThatThrownBy(() -> text("app")).extracting(PolicyStoreTest::failure).isEqualTo(new Failure.Integrity("policy/acl/app"));
  }

  @Test
  void aMissingIndexIsAnIntegrityError() {
    barrier.commit(new Changes().delete(Key.of("core/policies")));
    assertThatThrownBy(() -> allows(store, Capability.READ, "default"))
        .extracting(PolicyStoreTest::failure)
        .isEqualTo(new Failure.Integrity("core/policies"));
  }

  @Test
  void aCommitThatRestsOnOlderRulesFails() {
    Expectation rested;
    try (Reading reading = barrier.read()) {
      rested = store.acl(reading, List.of("app")).revision();
    }
    store.put("app", READ, List.of());
    Changes late = new Changes().put(Key.of("mount/m/x"), new byte[] {1}).expect(rested);
    assertThatThrownBy(() -> barrier.commit(late)).isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> store.put("other", READ, List.of(rested))).isInstanceOf(Conflict.class);
    assertThat(text("other")).isEmpty();
  }

  @Test
  void theNumberOfPoliciesIsLimited() {
    TreeMap<String, String> hashes = new TreeMap<>();
    for (int i = 0; i < PolicyIndex.POLICIES_MAX; i++) {
      hashes.put("p" + i, "00");
    }
    PolicyIndex full = new PolicyIndex(hashes);
    assertThat(PolicyIndex.ofRow(full.with("p1", "changed").toRow()).names()).hasSize(PolicyIndex.POLICIES_MAX);
    assertThatThrownBy(() -> full.with("one more", ""))
        .extracting(PolicyStoreTest::failure)
        .isInstanceOf(Failure.TooLarge.class);
  }
}
