package dev.coffer.server.gate;

import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of a request, in no protocol's words. */
public record Answer(
    Outcome outcome,
    Optional<Json.Object> data,
    Optional<AuthGrant> auth,
    Optional<LeaseGrant> lease,
    Optional<WrapGrant> wrap,
    List<String> warnings) {

  /** How it went. */
  public enum Outcome {
    /** Done, and here is something. */
    FULL,
    /** Done, nothing to say. */
    EMPTY,
    /** Nothing is there any more, and {@code data} tells why (a deleted version of a secret). */
    GONE
  }

  public Answer {
    warnings = List.copyOf(warnings);
  }

  public static Answer empty() {
    return new Answer(
        Outcome.EMPTY, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        List.of());
  }

  public static Answer of(Json.Object data) {
    return new Answer(
        Outcome.FULL, Optional.of(data), Optional.empty(), Optional.empty(), Optional.empty(),
        List.of());
  }

  public static Answer of(AuthGrant auth) {
    return new Answer(
        Outcome.FULL, Optional.empty(), Optional.of(auth), Optional.empty(), Optional.empty(),
        List.of());
  }

  public static Answer of(WrapGrant wrap) {
    return new Answer(
        Outcome.FULL, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(wrap),
        List.of());
  }

  public Answer gone() {
    return new Answer(Outcome.GONE, data, auth, lease, wrap, warnings);
  }

  public Answer with(LeaseGrant granted) {
    return new Answer(outcome, data, auth, Optional.of(granted), wrap, warnings);
  }

  /** An answer with a warning is never empty: the warning must reach the caller. */
  public Answer warning(String text) {
    List<String> more = new ArrayList<>(warnings);
    more.add(text);
    Outcome told = outcome == Outcome.EMPTY ? Outcome.FULL : outcome;
    return new Answer(told, data, auth, lease, wrap, more);
  }
}
