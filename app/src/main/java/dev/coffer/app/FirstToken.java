package dev.coffer.app;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.Server;
import dev.coffer.server.barrier.seal.Quorum;
import dev.coffer.server.barrier.seal.SealControl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The root token of a store that initialised itself. It is told once: on a terminal to the person
 * there, otherwise into a file only its owner can read, never into a log.
 */
final class FirstToken {
  private static final Quorum RECOVERY = new Quorum(1, 1);

  private final SecretBytes token;
  private final List<SecretBytes> recoveryShares;
  private final BareFolder folder;

  private FirstToken(SecretBytes token, List<SecretBytes> recoveryShares, BareFolder folder) {
    this.token = token;
    this.recoveryShares = recoveryShares;
    this.folder = folder;
  }

  /** Empty when the store was initialised before. */
  static Optional<FirstToken> initialise(Server server, BareFolder folder) {
    if (server.seal().isInitialized()) {
      return Optional.empty();
    }
    SealControl.Initialized made = server.seal().initialize(RECOVERY);
    return Optional.of(new FirstToken(made.rootToken(), made.recoveryShares(), folder));
  }

  void tell(ServerCommand.Console console) {
    boolean terminal = Boolean.getBoolean("coffer.terminal");
    try (token) {
      if (terminal) {
        console.say("This store is new. Both of these are shown once:\n\n" + text());
      } else {
        Path file = write();
        console.say(
            "This store is new. Its root token and its recovery key are in\n\n    " + file
                + "\n\nwhich only you can read. Keep them elsewhere and delete the file.\n");
      }
    } finally {
      recoveryShares.forEach(SecretBytes::close);
    }
  }

  private String text() {
    String root = token.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    String recovery =
        recoveryShares.getFirst().read(bytes -> Base64.getEncoder().encodeToString(bytes));
    return "      Root Token: " + root + "\n    Recovery Key: " + recovery + "\n";
  }

  private Path write() {
    Path file = folder.rootToken();
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
      return file;
    } catch (IOException problem) {
      throw new StartException("the root token could not be written to " + file + ": " + problem.getMessage());
    }
  }
}
