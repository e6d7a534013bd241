package dev.coffer.server.gate.audit;

import dev.coffer.server.failure.Refused;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where audit files may lie: not where the server keeps its program, configuration or data, not
 * where the system loads programs and settings from, not behind a symbolic link, and not in a file
 * that is something else already.
 */
public final class Places {
  /** A line of an audit file here could be run, or obeyed, by somebody else. */
  private static final List<String> OF_THE_SYSTEM =
      List.of(
          "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr",
          "/var/spool/cron");

  private final List<Path> forbidden;

  /**
   * @param forbidden directories of the program, its configuration and its data; those that do not
   *     exist are compared as written
   */
  public Places(List<Path> forbidden) {
    List<Path> real = new ArrayList<>();
    for (Path path : forbidden) {
      real.add(path.toAbsolutePath().normalize());
    }
    OF_THE_SYSTEM.forEach(path -> real.add(Path.of(path)));
    this.forbidden = List.copyOf(real);
  }

  /**
   * The path, when an audit file may lie there.
   *
   * @throws Refused {@code Malformed}
   */
  Path checked(String text) {
    Path path = parsed(text);
    if (!path.isAbsolute() || !path.normalize().equals(path)) {
      throw Refused.malformed("file_path must be absolute and without . and ..");
    }
    Path folder = path.getParent();
    if (folder == null) {
      throw Refused.malformed("file_path must name a file");
    }
    try {
      Path realFolder = folder.toRealPath();
      refuseForbidden(path);
      refuseForbidden(realFolder.resolve(path.getFileName()));
      refuseOtherFiles(path);
      return path;
    } catch (IOException _) {
      throw Refused.malformed("the folder of file_path must exist and be readable");
    }
  }

  private static Path parsed(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      throw Refused.malformed("file_path is not the name of a file");
    }
  }

  private void refuseForbidden(Path path) throws IOException {
    for (Path folder : forbidden) {
      boolean inside = path.startsWith(folder);
      if (inside || (Files.exists(folder) && path.startsWith(folder.toRealPath()))) {
        throw Refused.malformed("file_path must not lie among the server's or the system's own files");
      }
    }
  }

  private static void refuseOtherFiles(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw Refused.malformed("file_path must be a plain file, not a link, folder or device");
    }
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      int first = Channels.newInputStream(channel).read();
      if (first != -1 && first != '{') {
        throw Refused.malformed("file_path is a file that holds something else than audit records");
      }
    }
  }
}
