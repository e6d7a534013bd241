package dev.coffer.server.gate;

import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.fake.RecordingAudit;
import dev.coffer.server.gate.fake.ScriptedAcl;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.fake.ScriptedWrapper;
import dev.coffer.server.gate.policy.AclRevision;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A gate whose neighbours write down what they are asked, in order. */
final class GateWorld {
  static final Expectation POLICIES = Expectation.absent(Key.of("policy/index"));

  final List<String> steps = new ArrayList<>();
  final RecordingAudit audit = new RecordingAudit(steps);
  final ScriptedCallers callers = new ScriptedCallers(steps);
  final ScriptedAcl acl = new ScriptedAcl(steps);
  final ScriptedWrapper wrapper = new ScriptedWrapper(steps);
  final KeyringBarrier barrier = TestBarrier.unsealed();
  final Gate gate =
      new Gate(
          barrier,
          callers,
          (_, _, _) -> new AclRevision(acl, POLICIES),
          audit,
          new Strangers(InstantSource.system()),
          wrapper,
          _ -> steps.add("withdraw lease"));

  Answer work(Permit ignored) {
    steps.add("work");
    return Answer.of(Json.object().put("a", "b").build());
  }
}
