package dev.coffer.server.config;

import java.nio.file.Path;

/** What protects the root key. */
public sealed interface SealConfig {

  /** People hold shares and unseal the server after every start. */
  record Shamir() implements SealConfig {}

  /** A file outside the data directory; the server unseals itself. */
  record KeyFile(Path path) implements SealConfig {}
}
