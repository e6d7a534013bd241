package dev.coffer.scanner.walk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole files as the next commit will have them: all of the index, or those that it changes. */
public final class GitIndex implements Source {
  /** What a repository without a commit is compared with. */
  private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

  private static final String SUBMODULE = "160000";

  /** An index with more files is not held in memory. */
  private static final int FILES_MAX = 1_000_000;

  private final GitCommand git;
  private final Path directory;
  private final boolean changedOnly;
  private final List<String> paths;

  /**
   * Files, not listed yet.
   *
   * @param changedOnly only what differs from the last commit
   * @param paths only these; none for all
   */
  public GitIndex(Path directory, boolean changedOnly, List<String> paths) {
    this.git = new GitCommand(directory);
    this.directory = directory;
    this.changedOnly = changedOnly;
    this.paths = List.copyOf(paths);
  }

  /** A file of the index. */
  private record Entry(String blob, String path) {}

  @Override
  public void walk(Desk desk) throws InterruptedException {
    try {
      read(changedOnly ? changed(desk) : all(desk), desk);
    } catch (IOException failed) {
      desk.trouble(directory + ": the index cannot be read: " + failed.getMessage());
    } catch (UncheckedIOException _) {
      desk.trouble(GitCommand.MISSING);
    }
  }

  /** Each item is {@code mode blob stage TAB path}. */
  private List<Entry> all(Desk desk) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ls-files", "-s", "-z", "--"));
    command.addAll(paths);
    List<Entry> entries = new ArrayList<>();
    try (GitCommand.Running running = git.start(command)) {
      NameList items = new NameList(running.output());
      for (Optional<String> item = items.next(); item.isPresent(); item = items.next()) {
        int tab = item.get().indexOf('\t');
        String[] facts = item.get().substring(0, Math.max(tab, 0)).split(" ", -1);
        if (facts.length == 3 && !facts[0].equals(SUBMODULE)) {
          add(entries, new Entry(facts[1], item.get().substring(tab + 1)));
        }
      }
      complain(running, desk);
    }
    return entries;
  }

  /** Two items a file: {@code :mode mode blob blob status}, and the path. */
  private List<Entry> changed(Desk desk) throws IOException, InterruptedException {
    boolean first = git.lines(List.of("rev-parse", "--verify", "--quiet", "HEAD")).isEmpty();
    List<String> command = new ArrayList<>(List.of("diff-index", "--cached", "--no-renames", "-z", "--diff-filter=ACMU", first ? EMPTY_TREE : "HEAD", "--"));
    command.addAll(paths);
    List<Entry> entries = new ArrayList<>();
    try (GitCommand.Running running = git.start(command)) {
      NameList items = new NameList(running.output());
      for (Optional<String> item = items.next(); item.isPresent(); item = items.next()) {
        String[] facts = item.get().split(" ", -1);
        Optional<String> path = items.next();
        if (facts.length == 5 && path.isPresent() && !facts[1].equals(SUBMODULE)) {
          add(entries, new Entry(facts[3], path.get()));
        }
      }
      complain(running, desk);
    }
    return entries;
  }

  private static void add(List<Entry> entries, Entry entry) throws IOException {
    if (entries.size() == FILES_MAX) {
      throw new IOException("it has more than " + FILES_MAX + " files");
    }
    entries.add(entry);
  }

  private void complain(GitCommand.Running running, Desk desk) throws InterruptedException {
    String failure = running.failure();
    if (!failure.isEmpty()) {
      desk.trouble(directory + ": git stopped: " + failure.lines().findFirst().orElse(""));
    }
  }

  /** One git gives all of the files, each behind a line {@code blob type size}. */
  private void read(List<Entry> entries, Desk desk) throws IOException, InterruptedException {
    if (entries.isEmpty()) {
      return;
    }
    try (GitCommand.Running running = git.start(List.of("cat-file", "--batch"))) {
      running.input(entries.stream().map(Entry::blob).toList());
      InputStream in = new BufferedInputStream(running.output(), 64 * 1024);
      for (Entry entry : entries) {
        String[] facts = line(in).split(" ", -1);
        if (facts.length != 3) {
          desk.trouble(entry.path + ": its content " + entry.blob + " is missing in the repository");
          continue;
        }
        Sized content = new Sized(in, Long.parseLong(facts[2]));
        if (!desk.skips(entry.path)) {
          LargeFile.walk(TextReader.pieces(content, Math.min(content.left, LargeFile.BYTES_LEAST)), entry.path, "", desk, _ -> {});
        }
        in.skipNBytes(content.left + 1);
      }
    } catch (NumberFormatException _) {
      throw new IOException("git's answer cannot be understood");
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > 1_000) {
        throw new IOException("git ended too early");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  /** So many bytes of a stream. */
  private static final class Sized extends InputStream {
    private final InputStream in;
    private long left;

    Sized(InputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int got = in.read(into, from, (int) Math.min(count, left));
      if (got < 0) {
        throw Archives.ended();
      }
      left -= got;
      return got;
    }
  }
}
