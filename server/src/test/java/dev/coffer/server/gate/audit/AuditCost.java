package dev.coffer.server.gate.audit;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Audit;
import dev.coffer.server.gate.Operation;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.policy.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Measures what the two records of a KV read cost; run by hand, prints microseconds a request. */
final class AuditCost {
  private static final int REQUESTS = 400_000;

  private AuditCost() {}

  public static void main(String[] arguments) throws IOException {
    AuditDevice nothing =
        new AuditDevice() {
          @Override
          public void record(byte[] line) {}

          @Override
          public void ready() {}

          @Override
          public void reopen() {}

          @Override
          public void close() {}
        };
    for (int round = 0; round < 5; round++) {
      measure("formatting only", nothing);
    }
    Path file = Files.createTempFile("audit", ".log");
    try (AuditDevice device =
        new GroupCommit("cost", FileSink.file(file, java.util.Set.of(java.nio.file.attribute.PosixFilePermission.OWNER_WRITE, java.nio.file.attribute.PosixFilePermission.OWNER_READ), false), DeviceOpener.WAIT_MAX)
            .start()) {
      measure("one thread, file", device);
    }
    Files.delete(file);
  }

  private static void measure(String name, AuditDevice device) {
    AuditBroker broker = AuditBrokers.over(device, InstantSource.system());
    Ask ask = Asks.of(Operation.READ, "secret/data/myapp/config");
    Audit.Seen seen =
        new Audit.Seen(
            ask, ScriptedCallers.caller(0), Optional.of(new Decision.Allow(List.of("dev"))), "");
    Answer answer =
        Answer.of(
            Json.object()
                .put("data", Json.object().put("a", "supersecret").put("b", "sk-123").build())
                .put(
                    "metadata",
                    Json.object()
                        .put("created_time", "2026-01-15T10:30:00.123456789Z")
                        .put("deletion_time", "")
                        .put("destroyed", false)
                        .put("version", 1)
                        .build())
                .build());
    int requests = name.contains("file") ? REQUESTS / 8 : REQUESTS;
    long start = System.nanoTime();
    for (int request = 0; request < requests; request++) {
      broker.before(seen).after(seen, Optional.of(answer));
    }
    long nanos = System.nanoTime() - start;
    System.out.printf("%s: %.2f us a request%n", name, nanos / 1e3 / requests);
  }
}
