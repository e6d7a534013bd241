package dev.coffer.scanner.config;

import dev.coffer.scanner.engine.Compiled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Compiled rules of earlier runs, so that a run that looks at a few lines need not parse a hundred patterns.
 * A file holds the rules of one configuration, under the hash of its text and of the program that compiled
 * it, with a checksum; and the hashes of the files that the configuration extends.
 *
 * <p>Whoever can write such a file decides what the scanner finds. So nothing is read that others than
 * its owner can write, or in a directory that they can write; and whatever is not as it was written is
 * compiled again, without a word.
 */
public final class RuleCache {
  private static final int MAGIC = 0x43_52_55_31;

  /** More configurations than this, and the oldest is forgotten. */
  private static final int FILES_MAX = 16;

  private static final int BYTES_MAX = 64 * 1024 * 1024;
  private static final String BEGIN = "rules-";
  private static final String END = ".bin";
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Optional<Path> folder;
  private final String program;

  private RuleCache(Optional<Path> folder, String program) {
    this.folder = folder;
    this.program = program;
  }

  /**
   * A cache in a directory that need not be there yet.
   *
   * @param program what tells this build of the program from any other
   */
  public static RuleCache in(Path folder, String program) {
    return new RuleCache(Optional.of(folder), program);
  }

  /** Keeps nothing. */
  public static RuleCache none() {
    return new RuleCache(Optional.empty(), "");
  }

  /** The user's own cache, by the XDG base directory specification: {@code $XDG_CACHE_HOME/coffer} or {@code ~/.cache/coffer}. */
  public static RuleCache ofUser(Map<String, String> environment, String program) {
    Optional<Path> caches =
        absolute(environment.get("XDG_CACHE_HOME"))
            .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")));
    return new RuleCache(caches.map(path -> path.resolve("coffer")), program);
  }

  private static Optional<Path> absolute(@Nullable String path) {
    return path == null ? Optional.empty() : Optional.of(path).filter(text -> text.startsWith("/")).map(Path::of);
  }

  /**
   * The rules of an earlier time.
   *
   * @param key what tells the configuration from any other: its text
   */
  Optional<Compiled> find(String key) {
    try {
      Optional<Path> file = folder.filter(RuleCache::isSafe).map(place -> place.resolve(name(key)));
      if (file.isEmpty() || !Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS) || !isSafe(file.get())) {
        return Optional.empty();
      }
      return read(Files.readAllBytes(file.get()));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  /**
   * Keeps rules.
   *
   * @param extended the files that the configuration extends
   */
  void keep(String key, List<Path> extended, Compiled compiled) {
    if (folder.isEmpty()) {
      return;
    }
    try {
      byte[] content = written(extended, compiled);
      Files.createDirectories(folder.get(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (!isSafe(folder.get()) || content.length > BYTES_MAX) {
        return;
      }
      Path fresh = Files.createTempFile(folder.get(), BEGIN, ".new");
      try {
        Files.write(fresh, content);
        Files.move(fresh, folder.get().resolve(name(key)), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
      forgetOldest(folder.get());
    } catch (IOException | RuntimeException _) {
      // Without a cache the next start takes longer, and that is all.
    }
  }

  private String name(String key) {
    MessageDigest digest = sha256();
    digest.update(program.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return BEGIN + HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8))) + END;
  }

  private static byte[] hash(Path file) {
    return sha256().digest(ConfigReader.text(file).getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Whether it is the user's, and nobody else may write it. */
  private static boolean isSafe(Path path) {
    try {
      PosixFileAttributes facts = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return facts.owner().getName().equals(System.getProperty("user.name"))
          && facts.permissions().stream().noneMatch(OTHERS_WRITE::contains);
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  /** Magic number, checksum of the rest; the extended files, each with its hash; the rules. */
  private static byte[] written(List<Path> extended, Compiled compiled) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(rest);
    out.writeInt(extended.size());
    for (Path file : extended) {
      out.writeUTF(file.toString());
      out.write(hash(file));
    }
    byte[] packed = compiled.packed();
    out.writeInt(packed.length);
    out.write(packed);
    byte[] body = rest.toByteArray();
    ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length + 8);
    DataOutputStream head = new DataOutputStream(whole);
    head.writeInt(MAGIC);
    head.writeInt(checksum(body, 0));
    head.write(body);
    return whole.toByteArray();
  }

  private static Optional<Compiled> read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readInt() != MAGIC || in.readInt() != checksum(bytes, 2 * Integer.BYTES)) {
      return Optional.empty();
    }
    int count = in.readInt();
    for (int file = 0; file < count; file++) {
      Path path = Path.of(in.readUTF());
      byte[] hash = in.readNBytes(32);
      if (!Files.isRegularFile(path) || !MessageDigest.isEqual(hash, hash(path))) {
        return Optional.empty();
      }
    }
    byte[] packed = in.readNBytes(in.readInt());
    return Optional.of(Compiled.ofPacked(packed));
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, bytes.length - from);
    return (int) sum.getValue();
  }

  private static void forgetOldest(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> file.getFileName().toString().startsWith(BEGIN)).forEach(files::add);
    }
    if (files.size() > FILES_MAX) {
      files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
      for (Path file : files.subList(0, files.size() - FILES_MAX)) {
        Files.deleteIfExists(file);
      }
    }
  }
}
