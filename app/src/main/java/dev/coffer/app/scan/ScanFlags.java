package dev.coffer.app.scan;

import dev.coffer.app.scan.ScanWords.Flag;
import dev.coffer.app.scan.ScanWords.Kind;
import java.util.ArrayList;
import java.util.List;

/** The flags of every kind of scan: gitleaks' own, and ours. */
final class ScanFlags {
  private static final List<Flag> EVERYWHERE =
      List.of(
          value("config", "c", "rules: a file like .gitleaks.toml (else GITLEAKS_CONFIG, GITLEAKS_CONFIG_TOML, TARGET/.gitleaks.toml, our own)"),
          value("baseline-path", "b", "an earlier JSON report: its findings are not told again"),
          value("report-format", "f", "json, csv, junit or sarif (else by the report file's ending)"),
          value("report-path", "r", "where the report goes; - for standard output"),
          new Flag("redact", "", Kind.OPTIONAL, "100", "hide that many percent of each secret; the terminal hides all of it unless --redact=0 says otherwise"),
          value("exit-code", "", "exit code when leaks were found (default 1)"),
          value("enable-rule", "", "only these rules, by id"),
          value("gitleaks-ignore-path", "i", ".gitleaksignore, or a folder that holds one (default .)"),
          value("max-target-megabytes", "", "files larger than this are passed over"),
          value("max-decode-depth", "", "levels of encodings that are opened (default 5)"),
          value("max-archive-depth", "", "archives inside of archives that are opened (default 0: none)"),
          on("ignore-gitleaks-allow", "", "lines with gitleaks:allow are told too"),
          value("timeout", "", "give up after so many seconds"),
          value("threads", "", "how many threads search (default 2)"),
          on("validate", "", "ask the providers of GitHub, GitLab, Slack, Stripe, OpenAI, npm (and AWS) tokens whether they work: sends each to its own provider"),
          value("validate-endpoint", "", "NAME=https://HOST: ask there; for aws there is no other place"),
          on("verbose", "v", "print each finding"),
          on("no-banner", "", "taken for gitleaks' sake; there is no banner"),
          on("no-color", "", "taken for gitleaks' sake; there are no colours"),
          value("log-level", "l", "error hides everything but errors"),
          value("diagnostics", "", "taken for gitleaks' sake"),
          value("diagnostics-dir", "", "taken for gitleaks' sake"),
          value("report-template", "", "not supported"),
          on("help", "h", "this text"));

  private ScanFlags() {}

  private static Flag value(String name, String letter, String help) {
    return new Flag(name, letter, Kind.VALUE, "", help);
  }

  private static Flag on(String name, String letter, String help) {
    return new Flag(name, letter, Kind.SWITCH, "", help);
  }

  static List<Flag> of(ScanKind kind) {
    List<Flag> flags = new ArrayList<>(EVERYWHERE);
    switch (kind) {
      case GIT -> {
        flags.add(value("log-opts", "", "options of git log"));
        flags.add(value("platform", "", "links for github or gitlab"));
        flags.add(on("staged", "", "what is staged"));
        flags.add(on("pre-commit", "", "what is changed and not staged"));
      }
      case DIR -> flags.add(on("follow-symlinks", "", "read files that links lead to"));
      case STDIN -> {}
      case STAGED -> flags.add(on("pre-commit", "", "what is changed and not staged"));
      case DETECT -> {
        flags.add(value("source", "s", "what to scan (default .)"));
        flags.add(value("log-opts", "", "options of git log"));
        flags.add(value("platform", "", "links for github or gitlab"));
        flags.add(on("no-git", "", "the files as they are, not the history"));
        flags.add(on("pipe", "", "standard input"));
        flags.add(on("follow-symlinks", "", "read files that links lead to"));
      }
      case PROTECT -> {
        flags.add(value("source", "s", "what to scan (default .)"));
        flags.add(value("log-opts", "", "taken for gitleaks' sake"));
        flags.add(on("staged", "", "what is staged, not what is changed"));
      }
    }
    return flags;
  }

  static String help(String program, ScanKind kind) {
    StringBuilder text = new StringBuilder(kind.summary()).append("\n\nUsage:\n  ");
    text.append(program).append(' ').append(kind.word()).append(" [flags]").append(kind.takesPath() ? " [path]" : "").append("\n\nFlags:\n");
    for (Flag flag : of(kind)) {
      String name = (flag.letter().isEmpty() ? "    " : "-" + flag.letter() + ", ") + "--" + flag.name();
      text.append("  ").append(name).append(" ".repeat(Math.max(1, 30 - name.length()))).append(flag.help()).append('\n');
    }
    return text.toString();
  }
}
