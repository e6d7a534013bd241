package dev.coffer.scanner.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.fake.Collected;
import dev.coffer.scanner.fake.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole files that git knows, on disk and in the index; and repositories that change meanwhile. */
final class GitFilesTest {
  @TempDir private Path folder;

  private List<String> index(boolean changedOnly, String... paths) {
    Collected collected = Collected.from(new GitIndex(folder, changedOnly, List.of(paths)));
    assertThat(collected.troubles()).isEmpty();
    return collected.fragments();
  }

  private List<String> tracked(boolean untrackedToo, String... paths) {
    Collected collected = Collected.from(new GitTracked(folder, untrackedToo, List.of(paths), Limits.DEFAULT));
    assertThat(collected.troubles()).isEmpty();
    return collected.fragments().stream().map(line -> line.replace(folder + "/", "")).toList();
  }

  @Test
  void theIndexIsReadAndNotTheDisk() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("a", "1\n");
    repository.git("add", "a");
    repository.write("a", "changed\n").write("untracked", "x\n");
    assertThat(index(true)).as("before the first commit").containsExactly("a:1 1");
    repository.git("commit", "-q", "-m", "1");
    assertThat(index(true)).isEmpty();
    assertThat(index(false)).containsExactly("a:1 1");
    repository.write("new\nline", "2\n");
    repository.git("add", "new\nline");
    assertThat(index(true)).containsExactly("new\nline:1 2");
    assertThat(index(false, "a")).containsExactly("a:1 1");
  }

  @Test
  void aLargeFileOfTheIndexComesInPiecesAndWhatFollowsIsRead() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("a", "x".repeat(3_000_000)).write("b", "").write("c", "\u007FELF" + "y".repeat(300_000)).write("d", "last\n");
    repository.git("add", "-A");
    Collected collected = Collected.from(new GitIndex(folder, true, List.of()));
    assertThat(collected.bytes()).isEqualTo(3_000_000 + 5);
    assertThat(collected.longest()).isEqualTo(125_000);
    assertThat(collected.fragments().getLast()).isEqualTo("d:1 last");
  }

  @Test
  void aSubmoduleIsPassedOverAndAMissingObjectIsNamed() throws IOException {
    Repository.in(folder.resolve("inner")).write("s", "inside\n").commit("inner");
    Repository repository = Repository.in(folder);
    repository.git("submodule", "--quiet", "add", "file://" + folder.resolve("inner"), "sub");
    repository.write("a", "1\n").write("b", "2\n");
    repository.git("add", "a", "b");
    String blob = repository.git("rev-parse", ":a").strip();
    Files.delete(folder.resolve(".git/objects").resolve(blob.substring(0, 2)).resolve(blob.substring(2)));
    Collected collected = Collected.from(new GitIndex(folder, false, List.of()));
    assertThat(collected.fragments()).anyMatch(line -> line.equals("b:1 2")).noneMatch(line -> line.contains("inside"));
    assertThat(collected.troubles()).singleElement().asString().startsWith("a: its content " + blob);
  }

  @Test
  void trackedFilesAreReadFromTheDisk() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("a", "1\n").write("gone", "2\n").write(".gitignore", "ignored\n").commit("1");
    repository.write("a", "changed\n").write("untracked", "x\n").write("ignored", "y\n");
    Files.delete(folder.resolve("gone"));
    assertThat(tracked(false)).containsExactlyInAnyOrder(".gitignore:1 ignored", "a:1 changed");
    assertThat(tracked(true)).containsExactlyInAnyOrder(".gitignore:1 ignored", "a:1 changed", "untracked:1 x");
    assertThat(tracked(false, "a")).containsExactly("a:1 changed");
  }

  @Test
  void whatIsNoRepositoryIsTrouble() {
    assertThat(Collected.from(new GitIndex(folder, false, List.of())).troubles()).isNotEmpty();
    assertThat(Collected.from(new GitTracked(folder, false, List.of(), Limits.DEFAULT)).troubles()).isNotEmpty();
  }

  @Test
  void aNameInAHistoryThatIsNoUtf8IsRead() throws IOException, InterruptedException {
    Repository repository = Repository.in(folder);
    String script = "cd \"$1\" && printf 'secret\\n' > \"$(printf 'bad\\377name')\" && git add -A";
    assertThat(new ProcessBuilder("sh", "-c", script, "sh", folder.toString()).start().waitFor()).isZero();
    repository.git("commit", "-q", "-m", "1");
    Collected collected = Collected.from(new GitHistory(folder, List.of(), Limits.DEFAULT));
    assertThat(collected.fragments()).singleElement().asString().startsWith("bad").endsWith("name:1 secret");
    assertThat(collected.troubles()).isEmpty();
  }

  @Test
  void aRepositoryThatIsWrittenToMeanwhileIsScanned() throws IOException {
    Repository repository = Repository.in(folder);
    for (int commit = 0; commit < 5; commit++) {
      repository.write("f" + commit, (commit + "\n").repeat(150_000)).commit("before");
    }
    AtomicBoolean written = new AtomicBoolean();
    Collected collected =
        Collected.from(
            desk -> {
              Source.Desk writing = new WritingDesk(desk, () -> write(repository, written));
              new GitHistory(folder, List.of(), Limits.DEFAULT).walk(writing);
            });
    assertThat(written).isTrue();
    assertThat(collected.troubles()).isEmpty();
    assertThat(collected.bytes()).isEqualTo(5 * 300_000);
  }

  /** A commit, another branch's end, and all objects packed anew. */
  private static void write(Repository repository, AtomicBoolean written) {
    if (written.getAndSet(true)) {
      return;
    }
    try {
      repository.write("later", "later\n").commit("meanwhile");
      repository.git("branch", "other");
      repository.git("gc", "-q");
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Does something before each piece of work is put. */
  private record WritingDesk(Source.Desk inner, Runnable before) implements Source.Desk {
    @Override
    public void put(Source.Work work) throws InterruptedException {
      before.run();
      inner.put(work);
    }

    @Override
    public boolean skips(String path) {
      return inner.skips(path);
    }

    @Override
    public void trouble(String what) {
      inner.trouble(what);
    }

    @Override
    public void note(String what) {
      inner.note(what);
    }
  }
}
