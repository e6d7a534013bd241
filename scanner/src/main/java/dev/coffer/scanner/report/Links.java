package dev.coffer.scanner.report;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.util.Locale;

/**
 * Links to lines of commits on the site that hosts the repository.
 *
 * @param repository the repository's page; empty if none is known
 */
public record Links(Platform platform, String repository) {
  /** Sites that link to lines in different ways. */
  public enum Platform {
    NONE,
    GITHUB,
    GITLAB
  }

  public static Links none() {
    return new Links(Platform.NONE, "");
  }

  /**
   * Derives the page from a remote's address, leaving out any password in it.
   *
   * @param remote as git knows it: {@code https://host/x.git}, {@code git@host:x.git} or {@code
   *     ssh://git@host/x.git}
   * @param named what the user says the platform is; empty to tell it by the host
   */
  public static Links of(String remote, String named) {
    String address = remote.strip();
    String rest;
    if (address.contains("://")) {
      rest = address.substring(address.indexOf("://") + 3);
      rest = rest.substring(rest.lastIndexOf('@', Math.max(rest.indexOf('/'), 0)) + 1);
    } else if (address.contains("@") && address.contains(":")) {
      rest = address.substring(address.indexOf('@') + 1).replaceFirst(":", "/");
    } else {
      return none();
    }
    String host = rest.contains("/") ? rest.substring(0, rest.indexOf('/')).toLowerCase(Locale.ROOT) : rest;
    Platform platform =
        switch (named) {
          case "github" -> Platform.GITHUB;
          case "gitlab" -> Platform.GITLAB;
          default -> host.equals("github.com") ? Platform.GITHUB : host.equals("gitlab.com") ? Platform.GITLAB : Platform.NONE;
        };
    if (platform == Platform.NONE || host.isEmpty()) {
      return none();
    }
    String page = rest.endsWith(".git") ? rest.substring(0, rest.length() - 4) : rest;
    return new Links(platform, "https://" + page);
  }

  /** The link, or empty text. */
  public String to(Finding finding) {
    String commit = finding.commit().map(Commit::id).orElse("");
    if (platform == Platform.NONE || commit.isEmpty()) {
      return "";
    }
    // A file inside of an archive has no page: the archive has.
    int inside = finding.file().indexOf('!');
    String file = inside < 0 ? finding.file() : finding.file().substring(0, inside);
    String link = repository + "/blob/" + commit + "/" + file.replace("%", "%25").replace(" ", "%20");
    if (inside >= 0 || finding.startLine() == 0) {
      return link;
    }
    boolean shownAsPage = platform == Platform.GITHUB && (file.endsWith(".md") || file.endsWith(".ipynb"));
    link += (shownAsPage ? "?plain=1" : "") + "#L" + finding.startLine();
    if (finding.endLine() != finding.startLine()) {
      link += (platform == Platform.GITHUB ? "-L" : "-") + finding.endLine();
    }
    return link;
  }
}
