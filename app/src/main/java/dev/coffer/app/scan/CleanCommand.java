package dev.coffer.app.scan;

import dev.coffer.app.scan.ScanWords.Flag;
import dev.coffer.app.scan.ScanWords.Kind;
import dev.coffer.scanner.Finding;
import dev.coffer.scanner.config.RuleCache;
import dev.coffer.scanner.report.Replacements;
import dev.coffer.scanner.scan.Outcome;
import java.io.InputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code coffer scan clean}: looks through a history and writes the file with which git-filter-repo or BFG
 * take what it found out of every commit; prints what to do with it.
 */
final class CleanCommand {
  static final String WORD = "clean";
  static final String SUMMARY = "Writes the file that takes secrets out of a history (git filter-repo, BFG)";

  private static final String DEFAULT_FILE = "replacements.txt";
  private static final Flag OUTPUT = new Flag("output", "o", Kind.VALUE, "", "the file to write (default " + DEFAULT_FILE + "); it must not be there");

  private final String program;
  private final RuleCache cache;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  CleanCommand(String program, RuleCache cache, InputStream in, PrintStream out, PrintStream err) {
    this.program = program;
    this.cache = cache;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  int run(List<String> words, Map<String, String> environment) {
    List<Flag> flags = new ArrayList<>(ScanFlags.of(ScanKind.GIT));
    flags.add(OUTPUT);
    ScanWords sorted = ScanWords.parse(flags, words);
    if (sorted.isOn("help")) {
      out.println(SUMMARY + "\n\nUsage:\n  " + program + " clean [-o file] [flags of git] [path]");
      return ScanCommand.CLEAN;
    }
    ScanRequest request = ScanRequest.of(ScanKind.GIT, sorted, environment, false);
    ScanRun run = new ScanRun(request, cache, in, out, err);
    Outcome outcome = run.search();
    Replacements replacements = Replacements.of(outcome.findings());
    if (!replacements.text().isEmpty()) {
      Path file = Path.of(sorted.value("output").orElse(DEFAULT_FILE));
      write(file, replacements.text());
      steps(file, replacements);
    } else {
      out.println("nothing to replace");
    }
    for (Finding finding : replacements.byHand()) {
      out.println("by hand, since it stands inside of an encoding: " + finding.fingerprint());
    }
    return run.isPartial() ? ScanCommand.PARTIAL : ScanCommand.CLEAN;
  }

  /** It holds every secret that was found: a new file, and its owner's alone. */
  private static void write(Path file, String text) {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException _) {
      throw new ScanStop(file + " already exists: name another file with --output");
    } catch (IOException failed) {
      throw new ScanStop(file + " cannot be written: " + failed.getMessage());
    }
  }

  private void steps(Path file, Replacements replacements) {
    out.print(
        """
        %d secrets are in %s, in plain text and readable by you alone.

        1. Replace every one of them where it is used, and revoke the old one. This comes first: whoever
           has a copy of the repository has the secret, and nothing below changes that.
        2. Make a fresh mirror of the repository, and keep a copy of it until all is done:
             git clone --mirror URL clean.git && cd clean.git
        3. Rewrite the history, with one of
             git filter-repo --replace-text %s
             java -jar bfg.jar --replace-text %s --no-blob-protection . && git reflog expire --expire=now --all && git gc --prune=now --aggressive
        %s4. Look again:
             %s git .
        5. Send it to everyone, and have them clone anew instead of merging what they have:
             git push --force --mirror
        6. Ask the host of the repository to drop its caches, pull requests and forks of the old commits.
        7. Delete the file: shred -u %s
        """
            .formatted(
                replacements.count(),
                file,
                file.toAbsolutePath(),
                file.toAbsolutePath(),
                replacements.hasSeveralLines() ? "   (some secrets have several lines: git filter-repo replaces those, BFG does not)\n" : "",
                program,
                file));
  }
}
