package dev.coffer.app;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** A command that runs in this process instead of asking a server, such as {@code server}. */
public interface LocalCommand {
  /**
   * Runs until done.
   *
   * @param words what follows the command's name
   * @return the exit code
   */
  int run(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err);
}
