package dev.coffer.scanner.walk;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Fragment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Gathers the fragments of a patch into pieces of work of a good size. */
final class Batches implements PatchReader.Events {
  private static final int BYTES = 256 * 1024;
  private static final int FRAGMENTS = 512;

  private final Source.Desk desk;
  private final GitCommand git;
  private final Limits limits;
  private final IntConsumer counted;
  private List<Fragment> batch = new ArrayList<>();
  private long bytes;
  private String lastCommit = "";
  private int commits;

  /**
   * Gathers for a desk.
   *
   * @param counted gets the number of commits after each
   */
  Batches(Source.Desk desk, GitCommand git, Limits limits, IntConsumer counted) {
    this.desk = desk;
    this.git = git;
    this.limits = limits;
    this.counted = counted;
  }

  @Override
  public void commit(Commit commit) {
    lastCommit = commit.id();
    counted.accept(++commits);
  }

  String lastCommit() {
    return lastCommit;
  }

  int commits() {
    return commits;
  }

  @Override
  public void fragment(Fragment fragment) throws InterruptedException {
    batch.add(fragment);
    bytes += fragment.content().length();
    if (bytes >= BYTES || batch.size() >= FRAGMENTS) {
      flush();
    }
  }

  @Override
  public void binary(String path, Optional<Commit> commit) throws InterruptedException {
    if (limits.archiveDepth() == 0 || !ArchiveName.isArchive(path)) {
      return;
    }
    flush();
    // What is staged has no commit: its blob is the index'.
    String blob = commit.map(Commit::id).orElse("") + ":" + path;
    desk.put(sink -> archive(blob, path, commit, sink));
  }

  private void archive(String blob, String path, Optional<Commit> commit, FragmentSink sink) {
    if (sink.skips(path)) {
      return;
    }
    try (GitCommand.Running running = git.start(List.of("cat-file", "blob", blob))) {
      new Archives(limits.archiveDepth(), commit, sink).read(running.output(), 4096, path, "");
    } catch (java.io.IOException failed) {
      sink.trouble(path + " in " + blob.substring(0, blob.indexOf(':')) + ": " + failed.getMessage());
    }
  }

  void flush() throws InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    Batch full = new Batch(batch, (int) bytes);
    batch = new ArrayList<>();
    bytes = 0;
    desk.put(full);
  }

  private record Batch(List<Fragment> fragments, int weight) implements Source.Work {
    @Override
    public void run(FragmentSink sink) {
      fragments.forEach(sink::fragment);
    }
  }
}
