package dev.coffer.app.scan;

import dev.coffer.app.LocalCommand;
import dev.coffer.scanner.config.ConfigException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code coffer scan …}, or all of {@code gitleaks …} where the program goes by that name. Exit codes:
 * 0 nothing found; 1 (or {@code --exit-code}) leaks; 1 something is wrong and nothing was scanned; 3
 * nothing found, but not everything could be read; 126 the words are wrong.
 */
public final class ScanCommand implements LocalCommand {
  static final int CLEAN = 0;
  static final int WRONG = 1;
  static final int PARTIAL = 3;
  static final int MISUNDERSTOOD = 126;

  private final String program;
  private final boolean ownWords;
  private final InputStream in;

  /**
   * The command.
   *
   * @param program what the user typed to come here
   * @param ownWords whether the words are ours: findings are then printed without being asked for
   */
  public ScanCommand(String program, boolean ownWords, InputStream in) {
    this.program = program;
    this.ownWords = ownWords;
    this.in = in;
  }

  @Override
  public int run(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      return dispatch(words, environment, out, err);
    } catch (ScanWords.Misunderstood wrong) {
      err.println("Error: " + wrong.getMessage());
      err.println("Run '" + program + " --help' for usage.");
      return MISUNDERSTOOD;
    } catch (ScanStop stop) {
      err.println(stop.getMessage());
      return WRONG;
    } catch (ConfigException wrong) {
      err.println(wrong.getMessage());
      return WRONG;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int dispatch(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (words.isEmpty() || words.getFirst().equals("help") || isHelp(words.getFirst())) {
      out.println(overview());
      return CLEAN;
    }
    if (words.getFirst().equals("version") || words.getFirst().equals("--version")) {
      out.println(Optional.ofNullable(ScanCommand.class.getPackage().getImplementationVersion()).orElse("unreleased"));
      return CLEAN;
    }
    if (ownWords && words.getFirst().equals(InstallHook.WORD)) {
      return InstallHook.run(words.subList(1, words.size()), out);
    }
    if (ownWords && words.getFirst().equals(CleanCommand.WORD)) {
      return new CleanCommand(program, Build.cache(environment), in, out, err).run(words.subList(1, words.size()), environment);
    }
    Optional<ScanKind> kind = ScanKind.named(words.getFirst());
    if (kind.isEmpty()) {
      throw new ScanStop("Error: unknown command \"" + words.getFirst() + "\" for \"" + program + "\"\nRun '" + program + " --help' for usage.");
    }
    ScanWords sorted = ScanWords.parse(ScanFlags.of(kind.get()), words.subList(1, words.size()));
    if (sorted.isOn("help")) {
      out.println(ScanFlags.help(program, kind.get()));
      return CLEAN;
    }
    ScanRequest request = ScanRequest.of(kind.get(), sorted, environment, ownWords);
    return new ScanRun(request, Build.cache(environment), in, out, err).run();
  }

  private static boolean isHelp(String word) {
    return word.equals("-h") || word.equals("-help") || word.equals("--help");
  }

  private String overview() {
    StringBuilder text = new StringBuilder("Finds leaked secrets in code, past or present\n\nUsage:\n");
    text.append("  ").append(program).append(" [command]\n\nCommands:\n");
    for (ScanKind kind : ScanKind.values()) {
      text.append("  ").append(kind.word()).append(" ".repeat(12 - kind.word().length())).append(kind.summary()).append('\n');
    }
    if (ownWords) {
      text.append("  ").append(InstallHook.WORD).append("  ").append(InstallHook.SUMMARY).append('\n');
      text.append("  ").append(CleanCommand.WORD).append("       ").append(CleanCommand.SUMMARY).append('\n');
    }
    return text.append("\nUse \"").append(program).append(" [command] --help\" for more information about a command.").toString();
  }
}
