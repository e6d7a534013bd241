package dev.coffer.server.system;

import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.password.PasswordPolicies;
import java.util.List;
import java.util.Optional;

/** Password policies as callers see and change them; every method demands the permit for it. */
public final class PasswordDesk {
  private final PasswordPolicies policies;

  public PasswordDesk(PasswordPolicies policies) {
    this.policies = policies;
  }

  public List<String> names(Permit permit, Need need) {
    permit.requires(need);
    return policies.names();
  }

  public Optional<String> text(Permit permit, Need need, String name) {
    permit.requires(need);
    return policies.text(name);
  }

  public void put(Permit permit, Need need, String name, String text) {
    permit.requires(need);
    policies.put(name, text, permit.revisions());
  }

  public void delete(Permit permit, Need need, String name) {
    permit.requires(need);
    policies.delete(name, permit.revisions());
  }

  /** A password made by a policy; kept nowhere. Empty when there is no such policy. */
  public Optional<String> generate(Permit permit, Need need, String name) {
    permit.requires(need);
    return policies.text(name).map(_ -> policies.generate(name));
  }
}
