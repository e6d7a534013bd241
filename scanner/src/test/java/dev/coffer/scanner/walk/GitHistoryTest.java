package dev.coffer.scanner.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.fake.Collected;
import dev.coffer.scanner.fake.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real repositories, good and hostile. */
final class GitHistoryTest {
  @TempDir private Path folder;

  private static Collected history(Path place, String... options) {
    return Collected.from(new GitHistory(place, List.of(options), Limits.DEFAULT));
  }

  @Test
  void eachHunkIsAFragmentOfTheLinesItAdds() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("f", "one\ntwo\nthree\nfour\n").commit("first");
    repository.write("f", "one\n2\nthree\nfour\n5").commit("second");
    repository.git("mv", "f", "g");
    repository.commit("only another name");
    Collected collected = history(folder);
    assertThat(collected.fragments()).containsExactly("f:2 2", "f:5 5", "f:1 one\ntwo\nthree\nfour");
    assertThat(collected.notes()).containsExactly("3 commits scanned.");
    assertThat(collected.troubles()).isEmpty();
  }

  @Test
  void namesMayHoldAnything() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("sp ace é\"q.txt", "a\n").write("tab\tname", "b\n").write("new\nline", "c\n").write("b/++ x", "d\n").commit("names");
    assertThat(history(folder).fragments()).containsExactlyInAnyOrder("sp ace é\"q.txt:1 a", "tab\tname:1 b", "new\nline:1 c", "b/++ x:1 d");
  }

  @Test
  void linesThatLookLikeAPatchAreText() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("f", "++ b/evil\n-- a/evil\n@@ -1 +1 @@\n\\ No newline at end of file\ndiff --git a/x b/x\n").commit("c");
    repository.write("f", "@@ -1 +1,9 @@\n+++ b/evil\n").commit("d");
    assertThat(history(folder).fragments())
        .containsExactly("f:1 @@ -1 +1,9 @@\n+++ b/evil", "f:1 ++ b/evil\n-- a/evil\n@@ -1 +1 @@\n\\ No newline at end of file");
  }

  @Test
  void nothingThatTheRepositoryNamesIsRun() throws IOException {
    Repository repository = Repository.in(folder.resolve("r"));
    repository.write("f", "one\n").write(".gitattributes", "* diff=evil filter=evil\n").commit("first");
    Path trace = folder.resolve("ran");
    String evil = "sh -c 'touch " + trace + "'";
    String[] names = {
      "diff.external", "diff.evil.command", "diff.evil.textconv", "core.fsmonitor", "core.pager", "pager.log", "gpg.program",
      "core.sshCommand", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "core.askPass", "alias.log"
    };
    for (String name : names) {
      repository.git("config", name, evil);
    }
    repository.git("config", "log.showSignature", "true");
    repository.git("config", "diff.orderFile", "/nonexistent");
    repository.git("config", "diff.noprefix", "true");
    repository.git("config", "color.ui", "always");
    assertThat(history(folder.resolve("r")).fragments()).containsExactlyInAnyOrder("f:1 one", ".gitattributes:1 * diff=evil filter=evil");
    repository.write("f", "two\n");
    Collected changed = Collected.from(new GitChanges(folder.resolve("r"), false, Limits.DEFAULT));
    assertThat(changed.fragments()).containsExactly("f:1 two");
    assertThat(Collected.from(new GitChanges(folder.resolve("r"), true, Limits.DEFAULT)).fragments()).isEmpty();
    assertThat(trace).doesNotExist();
  }

  @Test
  void aMissingBlobIsNamedAndTheCommitsBehindItAreScanned() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("a", "oldest\n").commit("1");
    repository.write("b", "lost\n");
    String broken = repository.commit("2");
    repository.write("c", "newest\n").commit("3");
    String blob = repository.git("rev-parse", "HEAD:b").strip();
    Files.delete(folder.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
    Collected collected = history(folder);
    assertThat(collected.fragments()).contains("c:1 newest", "a:1 oldest");
    assertThat(collected.troubles()).isNotEmpty().anyMatch(line -> line.contains(broken) || line.contains(blob));
  }

  @Test
  void aCorruptPackIsNamed() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("a", "text ".repeat(2_000) + "\n").commit("1");
    repository.git("gc", "-q");
    try (var packs = Files.newDirectoryStream(folder.resolve(".git/objects/pack"), "*.pack")) {
      Path pack = packs.iterator().next();
      byte[] bytes = Files.readAllBytes(pack);
      for (int at = 20; at < bytes.length - 20; at++) {
        bytes[at] ^= 0x55;
      }
      Files.delete(pack);
      Files.write(pack, bytes);
    }
    assertThat(history(folder).troubles()).isNotEmpty().anyMatch(line -> line.contains(folder.toString()));
  }

  @Test
  void aShallowCloneIsScannedWithANote() throws IOException {
    Repository repository = Repository.in(folder.resolve("full"));
    repository.write("a", "1\n").commit("1");
    repository.write("b", "2\n").commit("2");
    repository.git("clone", "-q", "--depth=1", "file://" + folder.resolve("full"), folder.resolve("shallow").toString());
    Collected collected = history(folder.resolve("shallow"));
    assertThat(collected.fragments()).containsExactly("a:1 1", "b:1 2");
    assertThat(collected.notes()).anyMatch(line -> line.contains("shallow"));
    assertThat(collected.troubles()).isEmpty();
  }

  @Test
  void aWorktreeAndARepositoryWithASubmoduleAreScanned() throws IOException {
    Repository inner = Repository.in(folder.resolve("inner"));
    inner.write("secret", "inside\n").commit("inner");
    Repository outer = Repository.in(folder.resolve("outer"));
    outer.write("a", "1\n").commit("1");
    outer.git("submodule", "--quiet", "add", "file://" + folder.resolve("inner"), "sub");
    outer.commit("2");
    outer.git("worktree", "add", "-q", folder.resolve("tree").toString());
    Collected collected = history(folder.resolve("tree"));
    assertThat(collected.fragments()).anyMatch(line -> line.startsWith("sub:1 Subproject commit")).contains("a:1 1").noneMatch(line -> line.contains("inside"));
    assertThat(collected.troubles()).isEmpty();
  }

  @Test
  void whatIsNoRepositoryIsNamed() {
    assertThat(history(folder).troubles()).isNotEmpty();
    assertThat(new GitRepository(folder).complaint()).isPresent();
    assertThat(Collected.from(new GitChanges(folder, true, Limits.DEFAULT)).troubles()).hasSize(1);
  }

  @Test
  void aHunkOfManyMegabytesComesInPieces() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("line", "x".repeat(9 << 20)).write("lines", "0123456789abcde\n".repeat(600_000)).commit("large");
    Collected collected = history(folder);
    assertThat(collected.bytes()).isEqualTo((9L << 20) + 16 * 600_000);
    assertThat(collected.longest()).isLessThanOrEqualTo(PatchReader.HUNK_MAX);
    assertThat(collected.fragments()).filteredOn(line -> line.startsWith("lines:")).allMatch(line -> line.contains("0123456789abcde"));
  }

  @Test
  void whatIsStagedIsReadWithoutWhatIsNot() throws IOException {
    Repository repository = Repository.in(folder);
    repository.write("a", "1\n").commit("1");
    repository.write("b", "staged\n");
    repository.git("add", "b");
    repository.write("b", "staged\nchanged\n");
    assertThat(Collected.from(new GitChanges(folder, true, Limits.DEFAULT)).fragments()).containsExactly("b:1 staged");
    assertThat(Collected.from(new GitChanges(folder, false, Limits.DEFAULT)).fragments()).containsExactly("b:2 changed");
  }

  @Test
  void messagesAreToldAsGitleaksTellsThem() {
    assertThat(CommitHeader.message("Title line\n\nBody 1\nbody 2\n\nlast\n")).isEqualTo("Title line\n\nBody 1\nbody 2\n\nlast");
    assertThat(CommitHeader.message("second\nthird line\n")).isEqualTo("second third line");
    assertThat(CommitHeader.message("")).isEmpty();
  }
}
