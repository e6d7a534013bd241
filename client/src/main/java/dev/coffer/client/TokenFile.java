package dev.coffer.client;

import dev.coffer.kit.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The token that {@code login} left in {@code ~/.vault-token}, as Vault's own tools keep it. */
public final class TokenFile {
  private static final int TOKEN_BYTES_MAX = 64 * 1024;

  private final Path file;

  public TokenFile(Path file) {
    this.file = file;
  }

  /** In the home directory; empty if none is known. */
  public static Optional<TokenFile> of(Environment environment) {
    return environment
        .variable("HOME")
        .map(home -> new TokenFile(Path.of(home, ".vault-token")));
  }

  /** The token without surrounding white space, or empty if there is none. */
  public Optional<SecretBytes> read() throws IOException {
    byte[] bytes;
    try {
      if (Files.size(file) > TOKEN_BYTES_MAX) {
        throw new IOException(file + " is too large to be a token");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    int start = 0;
    int end = bytes.length;
    while (start < end && bytes[start] <= ' ') {
      start++;
    }
    while (end > start && bytes[end - 1] <= ' ') {
      end--;
    }
    byte[] token = Arrays.copyOfRange(bytes, start, end);
    Arrays.fill(bytes, (byte) 0);
    return token.length == 0 ? Optional.empty() : Optional.of(SecretBytes.owning(token));
  }

  /** Replaces the token in one step; nobody but the owner can read it at any time. */
  public void write(SecretBytes token) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
    Path directory = Optional.ofNullable(target.toAbsolutePath().getParent()).orElseThrow();
    Path fresh = directory.resolve(".vault-token." + ProcessHandle.current().pid() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = token.read(ByteBuffer::wrap);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the token; returns whether there was one. */
  public boolean erase() throws IOException {
    return Files.deleteIfExists(file);
  }

  public Path path() {
    return file;
  }
}
