package dev.coffer.scanner.walk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The files of a directory, or one file. Links to directories are never followed, so there are no
 * loops; nothing but regular files is opened, so no pipe or device can hold the scan.
 */
public final class DirectorySource implements Source {
  private final Path root;
  private final Limits limits;
  private final LongAdder passed = new LongAdder();

  public DirectorySource(Path root, Limits limits) {
    this.root = root;
    this.limits = limits;
  }

  /** How many bytes of files were handed out until now; for any thread. */
  public long bytesPassed() {
    return passed.sum();
  }

  @Override
  public void walk(Desk desk) throws InterruptedException {
    // The path given may itself be a link.
    if (!Files.isDirectory(root)) {
      entry(root, desk, true);
      return;
    }
    Deque<Path> waiting = new ArrayDeque<>();
    waiting.push(root);
    while (!waiting.isEmpty()) {
      Path directory = waiting.pop();
      if (desk.skips(name(directory))) {
        continue;
      }
      List<Path> inner = new ArrayList<>();
      for (Path child : children(directory, desk)) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          inner.add(child);
        } else {
          entry(child, desk, false);
        }
      }
      inner.reversed().forEach(waiting::push);
    }
  }

  private static List<Path> children(Path directory, Desk desk) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    } catch (IOException | DirectoryIteratorException failed) {
      desk.trouble(directory + ": the directory cannot be read: " + reason(failed));
    }
    children.sort(null);
    return children;
  }

  private void entry(Path file, Desk desk, boolean given) throws InterruptedException {
    Path opened = file;
    String symlink = "";
    try {
      BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (kind.isSymbolicLink() && !given) {
        if (!limits.followSymlinks()) {
          return;
        }
        symlink = name(file);
        opened = target(file);
        kind = Files.readAttributes(opened, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } else if (kind.isSymbolicLink()) {
        kind = Files.readAttributes(file, BasicFileAttributes.class);
      }
      if (!kind.isRegularFile() || kind.size() == 0) {
        return;
      }
      if (limits.fileBytesMax() > 0 && kind.size() > limits.fileBytesMax()) {
        desk.note("skipping file: larger than --max-target-megabytes: " + name(file));
        return;
      }
      if (kind.size() >= LargeFile.BYTES_LEAST && !ArchiveName.isArchive(name(opened))) {
        new LargeFile(opened, name(opened), symlink, passed::add).walk(desk);
      } else {
        desk.put(new FileWork(opened, name(opened), symlink, kind.size(), limits));
        passed.add(kind.size());
      }
    } catch (IOException | SecurityException failed) {
      desk.trouble(name(file) + ": it cannot be read: " + reason(failed));
    }
  }

  /** Where a link leads, told from the root where it is below it. */
  private Path target(Path link) throws IOException {
    Path real = link.toRealPath();
    Path realRoot = root.toRealPath();
    return real.startsWith(realRoot) ? root.resolve(realRoot.relativize(real)) : real;
  }

  private String name(Path file) {
    return (file.equals(root) ? file : file.normalize()).toString();
  }

  static String reason(Exception failed) {
    return failed.getClass().getSimpleName().replace("Exception", "");
  }

  /** Reads one file. */
  private record FileWork(Path file, String name, String symlink, long size, Limits limits) implements Work {
    @Override
    public void run(FragmentSink sink) {
      if (sink.skips(name)) {
        return;
      }
      try (InputStream in = Files.newInputStream(file)) {
        new Archives(limits.archiveDepth(), Optional.empty(), sink).read(in, size, name, symlink);
      } catch (IOException failed) {
        boolean told = failed.getMessage() != null && !failed.getMessage().equals(file.toString());
        sink.trouble(name + ": it cannot be read: " + (told ? failed.getMessage() : reason(failed)));
      }
    }
  }
}
