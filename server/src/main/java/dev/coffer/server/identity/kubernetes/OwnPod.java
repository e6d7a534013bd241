package dev.coffer.server.identity.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a pod that this server runs in has been given: the cluster's authority and a token of its own, which the
 * cluster renews in place. Read at each use; nobody but the cluster chooses where.
 */
public final class OwnPod {
  /** Where every pod has them. */
  public static final Path USUAL = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private static final int BYTES_MAX = 65_536;

  private final Path folder;

  public OwnPod(Path folder) {
    this.folder = folder;
  }

  Optional<String> authority() {
    return text("ca.crt");
  }

  Optional<String> token() {
    return text("token").map(String::strip);
  }

  private Optional<String> text(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.isRegularFile(file) && Files.size(file) <= BYTES_MAX
          ? Optional.of(Files.readString(file, StandardCharsets.US_ASCII))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
