package dev.coffer.server.barrier.seal;

import com.sun.security.auth.module.UnixSystem;
import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file of 32 random bytes wraps the root key: the server unseals itself at every start, and a
 * copied data directory without this file stays ciphertext. The file must be ours and nobody else
 * may read or write it. It is read when it is needed and not kept in memory.
 */
public final class KeyFileSeal implements Seal {
  public static final String TYPE = "keyfile";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final SecureRandom random;

  /**
   * The file is not touched before {@link #prepare}.
   *
   * @param file best outside the data directory, on another disk or a mounted secret
   */
  public KeyFileSeal(Path file, SecureRandom random) {
    this.file = file.toAbsolutePath();
    this.random = random;
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** Makes the file, whole or not at all, and on disk when it returns. An existing one is kept. */
  @Override
  public void prepare() {
    if (Files.exists(file)) {
      key().close();
      return;
    }
    byte[] bytes = new byte[Aead.KEY_BYTES];
    random.nextBytes(bytes);
    try (SecretBytes key = SecretBytes.owning(bytes)) {
      create(key);
    } catch (IOException problem) {
      throw refused("the key file could not be made: " + reason(problem));
    }
  }

  private void create(SecretBytes key) throws IOException {
    Path directory = Optional.ofNullable(file.getParent()).orElseThrow();
    Path existing = existingAncestor(directory);
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path fresh = directory.resolve("." + file.getFileName() + "." + Long.toHexString(random.nextLong()));
    try {
      writeNew(fresh, key);
      // A link, unlike a rename, never replaces a file that somebody else has made meanwhile.
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException _) {
      key().close();
    } finally {
      Files.deleteIfExists(fresh);
    }
    syncEntries(directory, existing);
  }

  private static Path existingAncestor(Path directory) {
    Path at = directory;
    while (!Files.exists(at)) {
      at = Optional.ofNullable(at.getParent()).orElseThrow();
    }
    return at;
  }

  /** From the file's directory up to the one that was there: a lost entry would lose the key. */
  private static void syncEntries(Path directory, Path existing) throws IOException {
    Path at = directory;
    while (at.startsWith(existing)) {
      try (FileChannel entries = FileChannel.open(at, StandardOpenOption.READ)) {
        entries.force(true);
      }
      at = Optional.ofNullable(at.getParent()).orElse(Path.of(""));
    }
  }

  private static void writeNew(Path fresh, SecretBytes key) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            fresh,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer left = key.read(bytes -> ByteBuffer.wrap(bytes.clone()));
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
      Arrays.fill(left.array(), (byte) 0);
    }
  }

  @Override
  public byte[] wrap(SecretBytes rootKey, byte[] associatedData) {
    try (SecretBytes key = key();
        KeySeal seal = new KeySeal(key, random)) {
      return seal.wrap(rootKey, associatedData);
    }
  }

  @Override
  public Optional<SecretBytes> unwrap(byte[] wrapped, byte[] associatedData) {
    try (SecretBytes key = key();
        KeySeal seal = new KeySeal(key, random)) {
      return seal.unwrap(wrapped, associatedData);
    }
  }

  private SecretBytes key() {
    try {
      if (!Files.isRegularFile(file)) {
        throw Files.exists(file)
            ? refused("the key file is not a regular file")
            : refused("the key file is missing: put it back, without it nothing can be unsealed");
      }
      if (!OWNER_ONLY.containsAll(withoutExecute(Files.getPosixFilePermissions(file)))) {
        throw refused("the key file is open to others: set its mode to 0600 (chmod 600)");
      }
      if (((Number) Files.getAttribute(file, "unix:uid")).longValue() != new UnixSystem().getUid()) {
        throw refused("the key file belongs to another user: let the server's user own it (chown)");
      }
      return read();
    } catch (NoSuchFileException _) {
      throw refused("the key file is missing: put it back, without it nothing can be unsealed");
    } catch (IOException problem) {
      throw refused("the key file could not be read: " + reason(problem));
    }
  }

  private SecretBytes read() throws IOException {
    if (Files.size(file) != Aead.KEY_BYTES) {
      throw refused("the key file must have exactly " + Aead.KEY_BYTES + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != Aead.KEY_BYTES) {
      throw refused("the key file changed while it was read");
    }
    return SecretBytes.owning(bytes);
  }

  /** The owner's execute bit harms nobody. */
  private static Set<PosixFilePermission> withoutExecute(Set<PosixFilePermission> permissions) {
    Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(permissions);
    others.remove(PosixFilePermission.OWNER_EXECUTE);
    return others;
  }

  /** The kind of problem, without the path: this reaches callers. */
  private static String reason(IOException problem) {
    return problem.getClass().getSimpleName();
  }

  private static Refused refused(String what) {
    return new Refused(new Failure.WrongState(what));
  }
}
