package dev.coffer.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What is scanned: a tree of source code, a history of it, and a small commit. */
final class ScanCorpus {
  private static final String MODULE = "java.base/";
  private static final int FILES_A_COMMIT = 12;
  private static final String EVERY_THIRD_LINE_CHANGED = "  // changed";

  private final Path work;

  ScanCorpus(Path work) {
    this.work = work;
  }

  /** The sources of java.base, as the JDK brings them, unless the environment names another tree. */
  Path tree() throws IOException {
    String given = System.getenv("COFFER_BENCH_TREE");
    if (given != null) {
      return Path.of(given);
    }
    Path tree = work.resolve("tree");
    Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    try (ZipFile zip = new ZipFile(sources.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().startsWith(MODULE) && !entry.isDirectory()) {
          Path file = tree.resolve(entry.getName()).normalize();
          Files.createDirectories(file.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    }
    return tree;
  }

  /** Two passes over the tree, some files a commit: as it is, and with changed lines. */
  Path repository(Path tree) throws IOException, InterruptedException {
    String given = System.getenv("COFFER_BENCH_REPOSITORY");
    if (given != null) {
      return Path.of(given);
    }
    Path repository = Files.createDirectories(work.resolve("history"));
    git(repository, "init", "-q", "-b", "main");
    List<Path> files;
    try (Stream<Path> all = Files.walk(tree)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (boolean changed : new boolean[] {false, true}) {
      for (int from = 0; from < files.size(); from += FILES_A_COMMIT) {
        List<String> names = new ArrayList<>(List.of("add", "--"));
        for (Path file : files.subList(from, Math.min(files.size(), from + FILES_A_COMMIT))) {
          names.add(copy(tree, file, repository, changed));
        }
        git(repository, names.toArray(String[]::new));
        commit(repository, "Files from " + from);
      }
    }
    git(repository, "repack", "-q", "-a", "-d");
    return repository;
  }

  private static String copy(Path tree, Path file, Path repository, boolean changed) throws IOException {
    Path name = tree.relativize(file);
    Path target = repository.resolve(name.toString());
    Files.createDirectories(target.getParent());
    byte[] content = Files.readAllBytes(file);
    Files.write(target, changed ? changed(content) : content);
    return name.toString();
  }

  private static byte[] changed(byte[] content) {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
      text.append(line).append(++number % 3 == 0 ? EVERY_THIRD_LINE_CHANGED : "").append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A repository with five staged files of 40 lines, and the rules of gitleaks' guide beside them. */
  Path staged() throws IOException, InterruptedException {
    Path repository = Files.createDirectories(work.resolve("staged"));
    git(repository, "init", "-q", "-b", "main");
    Files.writeString(repository.resolve("rules.toml"), "title = \"ours\"\n[extend]\nuseDefault = true\n[[rules]]\nid = \"our-token\"\nregex = '''our_[0-9a-z]{20}'''\nkeywords = [\"our_\"]\n");
    git(repository, "add", "rules.toml");
    commit(repository, "Rules");
    for (int file = 0; file < 5; file++) {
      Files.writeString(repository.resolve("File" + file + ".java"), "  String name = \"value\"; // the key of the password\n".repeat(40));
    }
    git(repository, "add", "-A");
    return repository;
  }

  private static void commit(Path repository, String message) throws IOException, InterruptedException {
    git(repository, "-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0", "commit", "-q", "-m", message);
  }

  private static void git(Path repository, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  static long bytes(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.filter(Files::isRegularFile).mapToLong(ScanCorpus::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
