package dev.coffer.server.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The test vectors that stand in docs/format.md, so that the page and the code cannot drift apart. */
public final class FormatVectors {
  private static final String FENCE = "```";

  private FormatVectors() {}

  /** The lines of one vector: a name and a value each. */
  public record Vector(Map<String, List<String>> values) {
    public List<String> all(String name) {
      return values.getOrDefault(name, List.of());
    }

    public String only(String name) {
      return all(name).getFirst();
    }
  }

  public static Vector read(String vector) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : page()) {
      if (inside && line.startsWith(FENCE)) {
        return new Vector(values);
      }
      if (inside) {
        String[] parts = line.split(" +", 2);
        values.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
      }
      inside |= line.equals(FENCE + "vector " + vector);
    }
    throw new IllegalArgumentException("docs/format.md has no vector " + vector);
  }

  private static List<String> page() {
    Optional<Path> top = Optional.of(Path.of("").toAbsolutePath());
    while (top.isPresent()) {
      Path page = top.get().resolve("docs/format.md");
      if (Files.exists(page)) {
        try {
          return Files.readAllLines(page);
        } catch (IOException problem) {
          throw new UncheckedIOException(problem);
        }
      }
      top = Optional.ofNullable(top.get().getParent());
    }
    throw new IllegalStateException("docs/format.md is missing");
  }
}
