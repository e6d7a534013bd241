package dev.coffer.server.gate;

import dev.coffer.kit.SecretBytes;

/** What a request brings to prove who sent it. */
public sealed interface Evidence {

  /** Nothing. */
  record None() implements Evidence {}

  /** A bearer token, as it was sent. */
  record BearerToken(SecretBytes token) implements Evidence {}
}
