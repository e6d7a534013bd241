package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.config.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  private static final Instant START = Instant.parse("2026-01-15T10:30:00Z");

  @TempDir private Path folder;

  private LogFile open(long bytesMax, int keptMax) {
    return LogFile.open(
        new LogConfig.File(folder.resolve("coffer.log"), bytesMax, Duration.ofHours(24), keptMax), START);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theFileIsForItsOwnerAndIsAppendedTo() throws IOException {
    Files.writeString(folder.resolve("coffer.log"), "before\n");
    assertThat(open(Long.MAX_VALUE, 0).append(START, "after\n")).isTrue();
    assertThat(folder.resolve("coffer.log")).hasContent("before\nafter\n");
    Files.delete(folder.resolve("coffer.log"));
    open(Long.MAX_VALUE, 0).append(START, "new\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("coffer.log"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aFullOrOldFileIsMovedAsideAndOnlySoManyStay() throws IOException {
    Files.writeString(folder.resolve("coffer-notes.log"), "not ours");
    LogFile log = open(10, 2);
    for (int line = 0; line < 5; line++) {
      assertThat(log.append(START.plusSeconds(line), "line " + line + "..\n")).isTrue();
    }
    assertThat(names())
        .containsExactly(
            "coffer-20260115T103003.000000000Z.log",
            "coffer-20260115T103004.000000000Z.log",
            "coffer-notes.log",
            "coffer.log");
    assertThat(folder.resolve("coffer.log")).hasContent("line 4..\n");
    LogFile daily = open(Long.MAX_VALUE, 10);
    daily.append(START.plus(Duration.ofHours(23)), "same day\n");
    daily.append(START.plus(Duration.ofHours(24)), "next day\n");
    assertThat(folder.resolve("coffer.log")).hasContent("next day\n");
  }

  @Test
  void afterAMoveByOthersReopeningMakesANewFile() throws IOException {
    LogFile log = open(Long.MAX_VALUE, 0);
    log.append(START, "one\n");
    Files.move(folder.resolve("coffer.log"), folder.resolve("moved"));
    log.append(START, "two\n");
    log.reopen(START);
    log.append(START, "three\n");
    assertThat(folder.resolve("moved")).hasContent("one\ntwo\n");
    assertThat(folder.resolve("coffer.log")).hasContent("three\n");
  }

  @Test
  void aFileThatCannotBeOpenedIsNamed() {
    assertThatThrownBy(
            () ->
                LogFile.open(
                    new LogConfig.File(folder.resolve("no/such/a.log"), 1, Duration.ofHours(1), 0), START))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no/such/a.log cannot be written");
  }
}
