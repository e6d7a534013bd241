package dev.coffer.server.system;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Acl;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.gate.policy.PolicyStore;
import dev.coffer.server.gate.policy.ResultantAcl;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Policies as callers see and change them, and what a token may do. Every method demands the permit
 * for what it is about to do.
 */
public final class PolicyDesk {
  private final Barrier barrier;
  private final PolicyStore policies;
  private final Holders holders;

  /** The names of a token's own policies, and what its identity adds. */
  public record Held(List<String> tokenPolicies, Persona persona) {
    public Held {
      tokenPolicies = List.copyOf(tokenPolicies);
    }
  }

  /** Who holds which policies; what this room needs of the room of tokens. */
  public interface Holders {

    /** What a living token and its identity hold. */
    Optional<Held> ofToken(SecretBytes token);

    /** The same for the token of that accessor. */
    Optional<Held> ofAccessor(String accessor);
  }

  public PolicyDesk(Barrier barrier, PolicyStore policies, Holders holders) {
    this.barrier = barrier;
    this.policies = policies;
    this.holders = holders;
  }

  /** All names in order. */
  public List<String> names(Permit permit, Need need) {
    permit.requires(need);
    try (Reading reading = barrier.read()) {
      return policies.names(reading);
    }
  }

  public Optional<String> text(Permit permit, Need need, String name) {
    permit.requires(need);
    try (Reading reading = barrier.read()) {
      return policies.text(reading, name);
    }
  }

  /** Creates or replaces; returns warnings. */
  public List<String> put(Permit permit, Need need, String name, String text) {
    permit.requires(need);
    return policies.put(name, text, permit.revisions());
  }

  public void delete(Permit permit, Need need, String name) {
    permit.requires(need);
    policies.delete(name, permit.revisions());
  }

  /** The rules of the caller. */
  public Acl rulesOfCaller(Permit permit, Need need) {
    permit.requires(need);
    Caller caller = permit.caller();
    return rules(new Held(caller.tokenPolicies(), caller.persona()));
  }

  public Acl rulesOfToken(Permit permit, Need need, SecretBytes token) {
    permit.requires(need);
    return rules(holders.ofToken(token).orElseThrow(() -> unknown("token")));
  }

  public Acl rulesOfAccessor(Permit permit, Need need, String accessor) {
    permit.requires(need);
    return rules(holders.ofAccessor(accessor).orElseThrow(() -> unknown("accessor")));
  }

  /** What the caller may do at all. */
  public ResultantAcl resultant(Permit permit, Need need) {
    return ResultantAcl.of(rulesOfCaller(permit, need));
  }

  /** What some rules grant on a path, in words: {@code root}, or a sorted list, or {@code deny}. */
  public static List<String> words(Acl acl, String path) {
    if (acl.isRoot()) {
      return List.of("root");
    }
    Set<Capability> granted = acl.capabilities(path);
    return granted.isEmpty() ? List.of(Capability.DENY.word()) : words(granted);
  }

  public static List<String> words(Set<Capability> capabilities) {
    return capabilities.stream().map(Capability::word).sorted().toList();
  }

  private Acl rules(Held held) {
    try (Reading reading = barrier.read()) {
      return policies.acl(reading, held.tokenPolicies(), held.persona()).acl();
    }
  }

  private static Refused unknown(String thing) {
    return Refused.malformed("invalid " + thing);
  }
}
