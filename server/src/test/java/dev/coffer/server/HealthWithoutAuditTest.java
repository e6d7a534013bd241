package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever watches a server sees its state also when no audit device can be written; nobody else gets anything. */
final class HealthWithoutAuditTest {

  @TempDir private Path folder;

  @Test
  void healthIsAnsweredAndAllElseWithheld() throws IOException {
    Path file = folder.resolve("audit.log");
    try (AssembledVault vault = new AssembledVault(Optional.of(file))) {
      assertThat(vault.get("sys/health").status()).isEqualTo(200);
      Files.delete(file);
      Files.createDirectory(file); // Nothing can be written to a directory.
      vault.server.seal().seal();
      assertThat(vault.get("sys/health").status()).isEqualTo(503);
      assertThat(vault.get("sys/health").body().bool("sealed")).contains(true);
      vault.server.reload();
      vault.unseal();
      vault.server.close();
    }
  }
}
