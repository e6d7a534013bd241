package dev.coffer.server.identity.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.fake.FakeClock;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.identity.entity.Arrivals.Arriving;
import dev.coffer.server.storage.Conflict;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** External groups: a login method's source says who is in, for its own mount, at each login. */
final class ArrivalsTest {
  private final Barrier barrier = TestBarrier.unsealed();
  private final Identity identity =
      Identity.over(
          barrier, new FakeClock(), new SecureRandom(),
          accessor -> Optional.of(new MountNames.Named("ldap", "auth/" + accessor + "/", false)));
  private final Permit permit = Permits.granting();

  private <T> T committing(BiFunction<Reading, Changes, T> work) {
    try (Reading reading = barrier.read()) {
      Changes changes = new Changes();
      T done = work.apply(reading, changes);
      if (!changes.isEmpty()) {
        barrier.commit(changes);
      }
      return done;
    }
  }

  private Standing arrive(String accessor, String name, String... groups) {
    return committing(
        (reading, changes) ->
            identity.arrivals().arrive(reading, changes, new Arriving(accessor, name, Map.of(), List.of(groups))));
  }

  private Group external(String name, String accessor, String alias, String policy) {
    Group group =
        identity.groups().put(permit,
            new Groups.Wish(
                Optional.of(name), Optional.of(Group.Type.EXTERNAL), Optional.empty(),
                Optional.of(List.of(policy)), Optional.empty(), Optional.empty()));
    identity.groupAliases().put(permit,
        new GroupAliases.Wish(Optional.of(alias), Optional.of(accessor), Optional.of(group.id())));
    return group;
  }

  private List<String> policies(Standing standing) {
    return identity.entities().find(standing.entity().id()).orElseThrow().persona().policies();
  }

  @Test
  void groupsAreThoseThatTheLastLoginNamed() {
    Group red = external("red", "ldap_1", "cn=red", "see-red");
    external("blue", "ldap_1", "cn=blue", "see-blue");
    Standing first = arrive("ldap_1", "alice", "cn=red", "cn=unknown");
    assertThat(first.persona().policies()).containsExactly("see-red");
    assertThat(identity.groups().find(red.id()).orElseThrow().members()).containsExactly(first.entity().id());
    Standing second = arrive("ldap_1", "alice", "cn=blue");
    assertThat(policies(second)).containsExactly("see-blue");
    assertThat(identity.groups().find(red.id()).orElseThrow().members()).isEmpty();
    assertThat(policies(arrive("ldap_1", "alice"))).isEmpty();
  }

  @Test
  void groupsOfOneMountDoNotCountForAnother() {
    external("red", "ldap_1", "admins", "see-red");
    assertThat(policies(arrive("ldap_2", "alice", "admins"))).isEmpty();
  }

  @Test
  void aMountTakesNobodyOutOfTheGroupsOfAnother() {
    Group red = external("red", "ldap_1", "admins", "see-red");
    Standing alice = arrive("ldap_1", "alice", "admins");
    identity.aliases().put(permit,
        new Aliases.Wish(
            Optional.of("al"), Optional.of("ldap_2"), Optional.of(alice.entity().id()), Optional.empty()));
    assertThat(policies(arrive("ldap_2", "al"))).containsExactly("see-red");
    assertThat(identity.groups().find(red.id()).orElseThrow().members()).hasSize(1);
  }

  @Test
  void aRenewalTakesOutWhoIsNoLongerIn() {
    external("red", "ldap_1", "admins", "see-red");
    Standing alice = arrive("ldap_1", "alice", "admins");
    Standing renewed =
        committing(
            (reading, changes) ->
                identity.arrivals().regroup(reading, changes, alice.entity().id(), "ldap_1", List.of()));
    assertThat(renewed.persona().policies()).isEmpty();
    assertThat(policies(alice)).isEmpty();
  }

  @Test
  void anArrivalThatChangesNothingWritesNothingAndStillRestsOnTheEntity() {
    Standing alice = arrive("ldap_1", "alice");
    try (Reading reading = barrier.read()) {
      Changes changes = new Changes();
      identity.arrivals().arrive(reading, changes, new Arriving("ldap_1", "alice", Map.of(), List.of()));
      assertThat(changes.isEmpty()).isTrue();
      identity.entities().change(permit, alice.entity().id(),
          new Entities.Wish(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true)));
      changes.put(EntityRows.row("anything"), new byte[1]);
      assertThatThrownBy(() -> barrier.commit(changes)).isInstanceOf(Conflict.class);
    }
  }

  @Test
  void twoFirstLoginsAtOnceMakeOneEntity() {
    Arriving who = new Arriving("ldap_1", "alice", Map.of(), List.of());
    try (Reading reading = barrier.read()) {
      Changes one = new Changes();
      Changes two = new Changes();
      identity.arrivals().arrive(reading, one, who);
      identity.arrivals().arrive(reading, two, who);
      barrier.commit(one);
      assertThatThrownBy(() -> barrier.commit(two)).isInstanceOf(Conflict.class);
    }
    assertThat(identity.entities().ids("", 10)).hasSize(1);
  }

  @Test
  void whatIsSaidOfSomebodyIsMadeOnceWhileNothingChanges() {
    external("red", "ldap_1", "admins", "see-red");
    String id = arrive("ldap_1", "alice", "admins").entity().id();
    Standing first = identity.entities().find(id).orElseThrow();
    assertThat(identity.entities().find(id).orElseThrow().persona()).isSameAs(first.persona());
    identity.groups().put(permit,
        new Groups.Wish(
            Optional.of("red"), Optional.empty(), Optional.empty(), Optional.of(List.of("other")),
            Optional.empty(), Optional.empty()));
    assertThat(identity.entities().find(id).orElseThrow().persona()).isNotSameAs(first.persona());
  }
}
