package dev.coffer.server.identity.token;

import java.util.List;
import java.util.Optional;

/**
 * What a method says of a token it gave, when that is to be renewed.
 *
 * @param groups as in {@link Proof#groups}, when the method asked its source again; empty when it did
 *     not, and then the groups stay as they are
 */
public record Renewed(TokenParameters parameters, Optional<List<String>> groups) {
  public Renewed {
    groups = groups.map(List::copyOf);
  }

  /** Of a method that did not look at groups again. */
  public static Renewed by(TokenParameters parameters) {
    return new Renewed(parameters, Optional.empty());
  }
}
