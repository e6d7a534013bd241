package dev.coffer.server.engine.kv;

import java.time.Instant;

/** Which version of a secret is meant. */
public sealed interface Which {

  /** The one labelled {@link SecretRecord#CURRENT}. */
  record Current() implements Which {}

  /** The one with this number. */
  record Number(int number) implements Which {}

  /** What a reader of the current one would have got at this time, which is not in the future. */
  record AsOf(Instant time) implements Which {}
}
