package dev.coffer.server.gate.audit;

import dev.coffer.kit.time.Timestamps;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.WrapGrant;
import dev.coffer.server.gate.policy.Decision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The members of {@code auth} and {@code wrap_info}: who asked, and what was given to them. */
final class AuthMembers {
  private final ValueHider values;
  private final boolean hideAccessors;

  AuthMembers(ValueHider values, boolean hideAccessors) {
    this.values = values;
    this.hideAccessors = hideAccessors;
  }

  String accessor(String accessor) {
    return accessor.isEmpty() || !hideAccessors ? accessor : values.hidden(accessor);
  }

  /** Who asks. */
  void caller(RecordBuffer out, Caller caller, String token, String accessor) {
    out.member("client_token", token)
        .member("accessor", accessor)
        .member("display_name", caller.displayName())
        .member("policies", caller.policies())
        .member("token_policies", caller.tokenPolicies())
        .member("identity_policies", caller.identityPolicies());
    metadata(out, caller.metadata());
    out.member("remaining_uses", caller.usesLeft())
        .member("entity_id", caller.entityId())
        .member("token_type", caller.tokenType())
        .member("token_ttl", caller.ttl().toSeconds());
    if (!caller.issued().equals(Instant.EPOCH)) {
      out.member("token_issue_time", Timestamps.text(caller.issued().truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  void granted(RecordBuffer out, AuthGrant grant) {
    out.member("client_token", grant.clientToken().read(values::hiddenBytes))
        .member("accessor", accessor(grant.accessor()))
        .member("display_name", grant.displayName())
        .member("policies", grant.policies())
        .member("token_policies", grant.tokenPolicies())
        .member("identity_policies", grant.identityPolicies());
    metadata(out, grant.metadata());
    out.member("num_uses", grant.numUses())
        .member("entity_id", grant.entityId())
        .member("token_type", grant.tokenType())
        .member("token_ttl", grant.leaseDuration().toSeconds());
  }

  void wrapped(RecordBuffer out, WrapGrant wrap) {
    out.open("wrap_info")
        .member("ttl", wrap.ttl().toSeconds())
        .member("token", wrap.token().read(values::hiddenBytes))
        .member("accessor", accessor(wrap.accessor()))
        .member("creation_time", Timestamps.text(wrap.created()))
        .member("creation_path", wrap.creationPath())
        .member("wrapped_accessor", accessor(wrap.wrappedAccessor()))
        .close();
  }

  /** What the rules said. */
  void decision(RecordBuffer out, Decision decision) {
    out.open("policy_results");
    switch (decision) {
      case Decision.Allow allow -> {
        out.name("allowed").literal("true");
        policies(out, allow.grantedBy());
      }
      case Decision.Deny _ -> out.name("allowed").literal("false");
    }
    out.close();
  }

  private static void policies(RecordBuffer out, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    out.openArray("granting_policies");
    for (String name : names) {
      out.open().member("name", name).member("namespace_id", "root").member("type", "acl").close();
    }
    out.closeArray();
  }

  private static void metadata(RecordBuffer out, Map<String, String> metadata) {
    if (!metadata.isEmpty()) {
      out.open("metadata");
      metadata.forEach((name, value) -> out.name(name).text(value));
      out.close();
    }
  }
}
