package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Told;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code vault path-help}: of a path its fields, of a mount's own path what can be asked of it. */
final class PathHelpTest {
  private final AssembledVault vault = new AssembledVault();

  @AfterEach
  void close() {
    vault.close();
  }

  private String help(String path) {
    Told told = vault.get(path + "?help=1");
    assertThat(told.status()).as(path).isEqualTo(200);
    return told.body().text("help").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "secret, data/{path...}", "secret/, config", "sys, mounts/{path...}", "auth/token, lookup-self",
    "auth/token/, roles/{role_name}", "cubbyhole, {path...}"
  })
  void aMountsOwnPathTellsItsPaths(String mount, String line) {
    assertThat(help(mount)).contains("PATHS").contains(" " + line + "\n");
  }

  @Test
  void aPathTellsItsFields() {
    assertThat(help("secret/config")).contains("max_versions (integer)").doesNotContain("PATHS");
  }

  @Test
  void nothingHelpsWhereNothingIs() {
    assertThat(vault.get("nowhere?help=1").status()).isEqualTo(404);
    assertThat(vault.as("", "GET", "secret?help=1", "").status()).isEqualTo(403);
  }
}
