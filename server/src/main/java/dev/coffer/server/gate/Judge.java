package dev.coffer.server.gate;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.policy.Acl;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.policy.Decision;
import dev.coffer.server.gate.policy.Query;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Asks the rules about the needs of one request. */
final class Judge {
  private final Ask ask;
  private final Acl acl;

  Judge(Ask ask, Acl acl) {
    this.ask = ask;
    this.acl = acl;
  }

  /** All needs of the request, or the first refusal. */
  Verdict decideAll() {
    Set<String> grantedBy = new LinkedHashSet<>();
    Optional<Boolean> existed = Optional.empty();
    for (Need need : ask.needs()) {
      switch (decide(need, ask.exists())) {
        case Verdict.Denied denied -> {
          return denied;
        }
        case Verdict.Granted granted -> {
          grantedBy.addAll(granted.grantedBy());
          existed = existed.or(granted::existed);
        }
      }
    }
    return new Verdict.Granted(existed, List.copyOf(grantedBy));
  }

  Verdict decide(Need need, BooleanSupplier exists) {
    if (!need.either()) {
      return verdict(decide(need, need.capabilities()), Optional.empty());
    }
    Decision create = decide(need, without(need, Capability.UPDATE));
    Decision update = decide(need, without(need, Capability.CREATE));
    boolean mayCreate = create instanceof Decision.Allow;
    boolean mayUpdate = update instanceof Decision.Allow;
    if (mayCreate == mayUpdate) {
      return verdict(update, Optional.empty());
    }
    boolean existed = exists.getAsBoolean();
    return verdict(existed ? update : create, Optional.of(existed));
  }

  /** Parameter rules speak of the request's own path only. */
  private Decision decide(Need need, Set<Capability> capabilities) {
    Optional<Json.Object> parameters =
        need.path().equals(ask.path()) ? Optional.of(ask.parameters()) : Optional.empty();
    return acl.decide(new Query(need.path(), capabilities, parameters, ask.wrapTtl()));
  }

  private static Set<Capability> without(Need need, Capability capability) {
    Set<Capability> rest = EnumSet.copyOf(need.capabilities());
    rest.remove(capability);
    return rest;
  }

  private static Verdict verdict(Decision decision, Optional<Boolean> existed) {
    return switch (decision) {
      case Decision.Allow allow -> new Verdict.Granted(existed, allow.grantedBy());
      case Decision.Deny deny -> new Verdict.Denied(deny.reason());
    };
  }
}
