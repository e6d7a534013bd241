package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every relative link of our pages leads to a file that is there. */
final class DocsLinksTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> links = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        String target = link.group(1);
        if (!target.startsWith("#") && !target.contains("://") && !target.startsWith("mailto:")) {
          links.add(target);
          if (!Files.exists(page.resolveSibling(target.replaceFirst("#.*", "")))) {
            broken.add(TOP.relativize(page) + " -> " + target);
          }
        }
      }
    }
    assertThat(links).hasSizeGreaterThan(10);
    assertThat(broken).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(TOP)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(
              file ->
                  Stream.of(TOP.relativize(file).toString().split("/", -1)).noneMatch(NOT_OURS::contains))
          .toList();
    }
  }
}
