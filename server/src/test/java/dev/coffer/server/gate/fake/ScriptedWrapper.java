package dev.coffer.server.gate.fake;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.WrapGrant;
import dev.coffer.server.gate.Wrapper;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Gives the same token for every answer; loses races when told to. */
public final class ScriptedWrapper implements Wrapper {
  private final List<String> steps;
  public int conflicts;

  public ScriptedWrapper(List<String> steps) {
    this.steps = steps;
  }

  @Override
  public WrapGrant wrap(Answer answer, Duration ttl, String path, List<Expectation> revisions) {
    if (conflicts > 0) {
      conflicts--;
      steps.add("lost wrap");
      throw new Conflict(Key.of("token/id/a"));
    }
    steps.add("wrap");
    return new WrapGrant(
        SecretBytes.ofText("hvs.wrapping"), "accessor", ttl, Instant.EPOCH, path, "");
  }

  @Override
  public void withdraw(WrapGrant grant) {
    steps.add("withdraw envelope");
  }
}
