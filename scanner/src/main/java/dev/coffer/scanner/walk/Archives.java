package dev.coffer.scanner.walk;

import dev.coffer.scanner.Commit;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Reads text, and what is inside of archives: zip, tar, gzip and xz in any nesting up to a depth. Streams
 * only: nothing is kept, so an archive's size costs time at most, and {@link #INFLATED_MAX} bounds
 * that.
 */
final class Archives {
  /** So much may come out of one file, all archives inside of it together: 1 GiB. */
  static final long INFLATED_MAX = 1L << 30;

  private static final int ENTRIES_MAX = 100_000;

  /** The most that unpacking one xz file may take; {@code xz -9} needs 65 MiB. */
  private static final int XZ_MEMORY_KIB = 68 * 1024;

  private final int depthMax;
  private final long inflatedMax;
  private final Optional<Commit> commit;
  private final FragmentSink sink;
  private long inflated;
  private int entries;

  Archives(int depthMax, Optional<Commit> commit, FragmentSink sink) {
    this(depthMax, INFLATED_MAX, commit, sink);
  }

  /**
   * Reads archives within other bounds.
   *
   * @param inflatedMax how many bytes may come out of one file
   */
  Archives(int depthMax, long inflatedMax, Optional<Commit> commit, FragmentSink sink) {
    this.depthMax = depthMax;
    this.inflatedMax = inflatedMax;
    this.commit = commit;
    this.sink = sink;
  }

  /** More came out of an archive than is reasonable. */
  private static final class Bomb extends IOException {
    private static final long serialVersionUID = 1L;

    Bomb(String what) {
      super(what);
    }
  }

  /** Reads a file, archive or not. */
  void read(InputStream in, long expected, String path, String symlink) throws IOException {
    read(in, expected, path, symlink, 0);
  }

  private void read(InputStream in, long expected, String path, String symlink, int depth) throws IOException {
    if (!ArchiveName.isArchive(path)) {
      TextReader.read(in, expected, path, symlink, commit, sink);
      return;
    }
    if (depth >= depthMax) {
      if (depthMax > 0) {
        sink.note("skipping archive: exceeds max archive depth " + depthMax + ": " + path);
      }
      return;
    }
    try {
      open(in, path, symlink, depth);
    } catch (Bomb bomb) {
      throw bomb;
    } catch (IOException | IllegalArgumentException broken) {
      sink.trouble(path + ": the archive is broken: " + broken.getMessage());
    }
  }

  private void open(InputStream in, String path, String symlink, int depth) throws IOException {
    String name = ArchiveName.lastName(path);
    boolean isTar = name.contains(".tar") || name.endsWith(".tgz") || name.endsWith(".txz");
    if (name.contains(".zip") || name.endsWith(".jar") || name.endsWith(".war")) {
      zip(in, path, symlink, depth);
    } else if (name.contains(".gz") || name.endsWith(".tgz")) {
      content(counted(new GZIPInputStream(in)), isTar, path, symlink, depth);
    } else if (name.contains(".xz") || name.endsWith(".txz")) {
      content(counted(new XZInputStream(in, XZ_MEMORY_KIB)), isTar, path, symlink, depth);
    } else if (name.endsWith(".tar")) {
      tar(in, path, symlink, depth);
    } else {
      sink.note("skipping an archive of a kind that is not opened: " + path);
    }
  }

  private void content(InputStream in, boolean isTar, String path, String symlink, int depth) throws IOException {
    if (isTar) {
      tar(in, path, symlink, depth);
    } else {
      // A compressed file keeps its own name, without an inner one.
      TextReader.read(in, 4096, path, symlink, commit, sink);
    }
  }

  private void zip(InputStream in, String path, String symlink, int depth) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        inner(counted(zip), path, entry.getName(), symlink, depth);
      }
    }
  }

  private void tar(InputStream in, String path, String symlink, int depth) throws IOException {
    TarReader tar = new TarReader(in);
    for (Optional<String> name = tar.next(); name.isPresent(); name = tar.next()) {
      inner(counted(tar.content()), path, name.get(), symlink, depth);
    }
  }

  private void inner(InputStream in, String outer, String name, String symlink, int depth) throws IOException {
    if (++entries > ENTRIES_MAX) {
      throw new Bomb(outer + ": more than " + ENTRIES_MAX + " files in the archive; the rest is not scanned");
    }
    String path = outer + "!" + name;
    if (!sink.skips(path)) {
      read(in, 4096, path, symlink, depth + 1);
    }
    // What nobody reads has to be inflated all the same, to come to the next file: it counts, too.
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Counts what comes out, over all archives of a file. */
  private InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        count(Math.max(count, 0));
        return count;
      }

      @Override
      public long skip(long most) throws IOException {
        long skipped = super.skip(most);
        count(skipped);
        return skipped;
      }

      @Override
      public void close() {
        // The archive around it is read on.
      }
    };
  }

  private void count(long more) throws IOException {
    inflated += more;
    if (inflated > inflatedMax) {
      throw new Bomb("more than " + inflatedMax + " bytes came out of the archive; the rest of it is not scanned");
    }
  }

  /** The rest of a stream that ended too early. */
  static EOFException ended() {
    return new EOFException("it ends too early");
  }
}
