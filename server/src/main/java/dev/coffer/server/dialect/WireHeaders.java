package dev.coffer.server.dialect;

import dev.coffer.server.failure.Refused;
import java.util.List;
import java.util.Optional;

/** The headers of a request; names are matched without regard to case, duplicates are kept. */
@FunctionalInterface
public interface WireHeaders {

  /** All values of a header in the order they were sent; empty when there is none. */
  List<String> values(String name);

  /**
   * The value of a header that may stand only once: where two parsers could each pick another one
   * of two values, neither is believed.
   *
   * @throws Refused {@code Malformed} when the header stands more than once
   */
  default Optional<String> single(String name) {
    List<String> values = values(name);
    if (values.size() > 1) {
      throw Refused.malformed("a header that may stand only once stands more often: " + name);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }
}
