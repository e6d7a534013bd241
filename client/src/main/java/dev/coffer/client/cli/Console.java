package dev.coffer.client.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a command reads and prints.
 *
 * @param outTerminal whether {@code out} is a terminal
 * @param prompt asks a person for a secret
 */
public record Console(
    InputStream in, PrintStream out, PrintStream err, boolean outTerminal, SecretPrompt prompt) {

  /** Reads a secret from a person without showing it. */
  public interface SecretPrompt {
    /** Empty if there is no terminal to ask at. */
    Optional<String> ask(String question);
  }
}
