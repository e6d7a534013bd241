package dev.coffer.server.gate.policy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One {@code path} block of a policy, or several of the same path together.
 *
 * @param capabilities empty grants nothing and still wins over less specific rules
 * @param pageMax the most entries a list may ask for; a list that names no limit is refused
 */
record Rule(
    PathPattern pattern,
    Set<Capability> capabilities,
    ParameterRules parameters,
    Optional<Duration> minWrap,
    Optional<Duration> maxWrap,
    OptionalInt pageMax) {
  Rule {
    capabilities = Set.copyOf(capabilities);
  }

  /** The same at another place. */
  Rule at(PathPattern other) {
    return new Rule(other, capabilities, parameters, minWrap, maxWrap, pageMax);
  }

  boolean denies() {
    return capabilities.contains(Capability.DENY);
  }

  /** Both together, as Vault merges rules of one path: a deny swallows everything. */
  Rule and(Rule other) {
    if (denies()) {
      return this;
    }
    if (other.denies()) {
      return other;
    }
    Set<Capability> both = EnumSet.noneOf(Capability.class);
    both.addAll(capabilities);
    both.addAll(other.capabilities);
    return new Rule(
        pattern,
        both,
        parameters.and(other.parameters),
        shorter(minWrap, other.minWrap),
        shorter(maxWrap, other.maxWrap),
        smaller(pageMax, other.pageMax));
  }

  /** Vault takes the shorter of two, for the least time a wrapped answer may live. */
  private static Optional<Duration> shorter(Optional<Duration> left, Optional<Duration> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.or(() -> right);
    }
    return left.get().compareTo(right.get()) <= 0 ? left : right;
  }

  private static OptionalInt smaller(OptionalInt left, OptionalInt right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.isPresent() ? left : right;
    }
    return OptionalInt.of(Math.min(left.getAsInt(), right.getAsInt()));
  }

  /** Whether the answer's wrapping lies within the bounds; without bounds anything does. */
  boolean wrapsWithin(Optional<Duration> wrapTtl) {
    if (minWrap.isEmpty() && maxWrap.isEmpty()) {
      return true;
    }
    // A merge can make the bounds contradict each other: then nothing passes, as in Vault.
    return wrapTtl.isPresent()
        && minWrap.map(min -> wrapTtl.get().compareTo(min) >= 0).orElse(true)
        && maxWrap.map(max -> wrapTtl.get().compareTo(max) <= 0).orElse(true);
  }
}
