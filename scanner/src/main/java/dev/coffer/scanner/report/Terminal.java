package dev.coffer.scanner.report;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.io.PrintStream;
import java.util.Locale;

/** Findings as lines for people. What was read must not steer the terminal. */
public final class Terminal {
  private final PrintStream out;
  private final Links links;

  public Terminal(PrintStream out, Links links) {
    this.out = out;
    this.links = links;
  }

  /** Prints one finding as it is: whoever wants it redacted does that before. */
  public void print(Finding finding) {
    line("Finding", finding.match());
    line("Secret", finding.secret());
    line("RuleID", finding.ruleId());
    line("Entropy", String.format(Locale.ROOT, "%f", finding.entropy()));
    if (finding.file().isEmpty()) {
      line("Line", Integer.toString(finding.startLine()));
      line("Fingerprint", finding.fingerprint());
      out.println();
      return;
    }
    if (!finding.tags().isEmpty()) {
      line("Tags", finding.tags().toString());
    }
    line("File", finding.file());
    line("Line", Integer.toString(finding.startLine()));
    Commit commit = finding.commit().orElse(Commit.none());
    if (!commit.id().isEmpty()) {
      line("Commit", commit.id());
      line("Author", commit.author());
      line("Email", commit.email());
      line("Date", commit.date());
    }
    line("Fingerprint", finding.fingerprint());
    String link = links.to(finding);
    if (!link.isEmpty()) {
      line("Link", link);
    }
    for (Finding required : finding.required()) {
      line("Required", required.ruleId() + ":" + required.startLine() + ":" + required.startColumn());
    }
    out.println();
  }

  private void line(String name, String value) {
    out.println(name + ":" + " ".repeat(12 - name.length()) + printable(value));
  }

  /** Newlines stay, since secrets may have several lines; other controls become question marks. */
  public static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || isDirection(c);
      shown.append(control ? '?' : c);
    }
    return shown.toString();
  }

  /** Marks that turn the direction of writing, with which a line can show what it does not say. */
  private static boolean isDirection(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }
}
