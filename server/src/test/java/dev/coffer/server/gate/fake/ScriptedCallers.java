package dev.coffer.server.gate.fake;

import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Callers;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Origin;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows one caller: whoever brings a token, unless told otherwise. */
public final class ScriptedCallers implements Callers {
  public static final Expectation TOKEN_ROW = Expectation.absent(Key.of("token/id/a"));

  private final List<String> steps;
  public boolean refuses;
  public boolean revoked;
  public int usesLeft;
  public int conflictsInCounting;

  public ScriptedCallers(List<String> steps) {
    this.steps = steps;
  }

  public static Caller caller(int usesLeft) {
    return new Caller(
        "hash", "accessor", "service", "token-alice", "entity-1", List.of("dev"), List.of(),
        Map.of("team", "a"), Duration.ofHours(1), Instant.ofEpochSecond(1_000), Optional.empty(),
        usesLeft, List.of(TOKEN_ROW));
  }

  @Override
  public Caller authenticate(Reading reading, Evidence evidence, Origin origin) {
    steps.add("authenticate");
    if (refuses || evidence instanceof Evidence.None) {
      throw new Refused(new Failure.Unauthenticated("invalid token"));
    }
    return caller(usesLeft);
  }

  @Override
  public Caller countUse(Caller caller) {
    if (conflictsInCounting > 0) {
      conflictsInCounting--;
      steps.add("lost count");
      throw new Conflict(TOKEN_ROW.key());
    }
    steps.add("count");
    return caller(caller.usesLeft() == 1 ? -1 : caller.usesLeft() - 1);
  }

  @Override
  public Caller standing(Reading reading, Caller counted) {
    steps.add("still stands");
    if (revoked) {
      throw new Refused(new Failure.Unauthenticated("revoked meanwhile"));
    }
    return counted;
  }

  @Override
  public void afterUse(Caller counted) {
    steps.add("end use");
  }

  @Override
  public void withdraw(AuthGrant grant) {
    steps.add("withdraw token");
  }
}
