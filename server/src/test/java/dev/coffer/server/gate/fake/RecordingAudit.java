package dev.coffer.server.gate.fake;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Audit;
import dev.coffer.server.gate.Strangers;
import dev.coffer.server.gate.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what it is told to the list of steps; fails when told to. */
public final class RecordingAudit implements Audit {
  private final List<String> steps;
  public final List<Strangers.Summary> summaries = new ArrayList<>();
  public boolean failsBefore;
  public boolean failsAfter;
  public boolean sealed;

  public RecordingAudit(List<String> steps) {
    this.steps = steps;
  }

  @Override
  public Entry before(Seen seen) {
    if (sealed) {
      throw new Refused(new Failure.Sealed());
    }
    if (failsBefore) {
      throw new Refused(new Failure.Unavailable("every audit device"));
    }
    steps.add("before " + words(seen));
    return (last, answer) -> {
      if (failsAfter) {
        throw new Refused(new Failure.Unavailable("every audit device"));
      }
      steps.add("after " + words(last) + answer.map(RecordingAudit::words).orElse(" none"));
    };
  }

  @Override
  public void summary(Strangers.Summary summary) {
    summaries.add(summary);
  }

  private static String words(Seen seen) {
    String decision = seen.decision().map(RecordingAudit::word).orElse("undecided");
    return decision + (seen.error().isEmpty() ? "" : " (" + seen.error() + ")");
  }

  private static String word(Decision decision) {
    return decision instanceof Decision.Allow ? "allowed" : "denied";
  }

  private static String words(Answer answer) {
    return Optional.of(answer).flatMap(Answer::wrap).isPresent() ? " wrapped" : " answer";
  }
}
