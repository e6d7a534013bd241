package dev.coffer.server.gate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as devices: whole lines, in groups, at allowed places only (checklist H). */
final class FileDeviceTest {
  @TempDir Path folder;

  @Test
  void everyRecordOfManyWritersIsOneLine() throws Exception {
    Path file = folder.resolve("audit.log");
    List<Callable<String>> writers = new ArrayList<>();
    try (AuditDevice device = open(file, Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < 64; writer++) {
        String line = "{\"writer\":" + writer + "}";
        writers.add(
            () -> {
              for (int record = 0; record < 50; record++) {
                device.record(line.getBytes(StandardCharsets.UTF_8));
              }
              return line;
            });
      }
      for (Future<String> written : threads.invokeAll(writers)) {
        assertThat(written.get()).isNotEmpty();
      }
    }
    assertThat(Files.readAllLines(file)).hasSize(64 * 50).allMatch(line -> line.endsWith("}"));
  }

  @Test
  void p3ARecordIsInTheFileWhenTheCallReturns() throws Exception {
    Path file = folder.resolve("audit.log");
    for (String sync : List.of("os", "always")) {
      try (AuditDevice device = open(file, Map.of("sync", sync))) {
        device.record(sync.getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(file)).endsWith(sync + "\n");
      }
      Files.delete(file);
    }
  }

  @Test
  void aPieceOfALineLeftByAKillIsNotJoinedToTheNextRecord() throws Exception {
    Path file = folder.resolve("audit.log");
    Files.writeString(file, "{\"a\":1}\n{\"tor");
    try (AuditDevice device = open(file, Map.of())) {
      device.record("{\"b\":2}".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Files.readAllLines(file)).containsExactly("{\"a\":1}", "{\"tor", "{\"b\":2}");
  }

  @Test
  void afterAReopenRecordsGoToANewFile() throws Exception {
    Path file = folder.resolve("audit.log");
    Path moved = folder.resolve("audit.log.1");
    try (AuditDevice device = open(file, Map.of())) {
      device.record("{1}".getBytes(StandardCharsets.UTF_8));
      Files.move(file, moved);
      device.record("{2}".getBytes(StandardCharsets.UTF_8));
      device.reopen();
      device.record("{3}".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Files.readAllLines(moved)).containsExactly("{1}", "{2}");
    assertThat(Files.readAllLines(file)).containsExactly("{3}");
  }

  @Test
  void theFileIsForItsOwnerAloneUnlessToldOtherwise() throws Exception {
    open(folder.resolve("a.log"), Map.of()).close();
    open(folder.resolve("b.log"), Map.of("mode", "0640")).close();
    assertThat(mode("a.log")).isEqualTo("rw-------");
    assertThat(mode("b.log")).isEqualTo("rw-r-----");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0700", "0755", "0611", "4600", "0622", "0060", "rw", "99", "", "06000"})
  void modesThatCouldRunOrBeWrittenByOthersAreRefused(String mode) {
    Map<String, String> options = Map.of("file_path", "/a/b", "mode", mode);
    assertThatThrownBy(() -> DeviceOptions.parse(options)).isInstanceOf(Refused.class);
  }

  @Test
  void aPrefixAndUnknownOptionsAreRefused() {
    for (String name : List.of("prefix", "filter", "fallback", "shell")) {
      Map<String, String> options = Map.of("file_path", "/a/b", name, "#!/bin/sh\n");
      assertThatThrownBy(() -> DeviceOptions.parse(options))
          .isInstanceOf(Refused.class)
          .hasMessageNotContaining("/bin/sh");
    }
  }

  /** CVE-2025-6000: who may enable a device must not thereby run something. */
  @Test
  void noFileLiesWhereTheSystemLoadsFrom() {
    Places places = new Places(List.of());
    for (String path :
        List.of(
            "/etc/audit.log", "/etc/../etc/audit.log", "/usr/audit.log", "/usr/bin/audit.log", "/bin/audit.log",
            "/proc/self/audit.log", "/dev/shm/audit.log", "/sys/audit.log", "audit.log", "/tmp/a\u0000b", "/")) {
      assertThatThrownBy(() -> places.checked(path)).as(path).isInstanceOf(Refused.class);
    }
  }

  @Test
  void filesAreNotWrittenWhereTheyCouldDoHarm() throws Exception {
    Path own = Files.createDirectory(folder.resolve("program"));
    Path link = Files.createSymbolicLink(folder.resolve("link.log"), own.resolve("a.jar"));
    Path linkedFolder = Files.createSymbolicLink(folder.resolve("elsewhere"), own);
    Path script = Files.writeString(folder.resolve("script.sh"), "#!/bin/sh\n");
    Places places = new Places(List.of(own));
    List<String> refused =
        List.of(
            own.resolve("audit.log").toString(),
            own.resolve("deeper/audit.log").toString(),
            linkedFolder.resolve("audit.log").toString(),
            link.toString(),
            script.toString(),
            folder.toString(),
            folder + "/x/../audit.log",
            folder + "/missing/audit.log",
            "relative.log",
            "/dev/null",
            "/");
    for (String path : refused) {
      assertThatThrownBy(() -> places.checked(path)).as(path).isInstanceOf(Refused.class);
    }
    assertThat(places.checked(folder.resolve("audit.log").toString())).isAbsolute();
    assertThat(Files.readString(script)).isEqualTo("#!/bin/sh\n");
  }

  @Test
  void aFullDiskFailsTheRecordsAndHealsByItself() throws Exception {
    FaultySink sink = new FaultySink();
    try (AuditDevice device = new GroupCommit("test", sink, Duration.ofSeconds(5)).start()) {
      device.record(new byte[] {'a'});
      device.ready();
      sink.problem = "No space left on device";
      assertThatThrownBy(() -> device.record(new byte[] {'b'})).isInstanceOf(IOException.class);
      assertThatThrownBy(device::ready).isInstanceOf(IOException.class);
      sink.problem = "";
      device.record(new byte[] {'c'});
      device.ready();
    }
    assertThat(sink.written).containsExactly("a\n", "c\n");
    assertThat(sink.closed).isTrue();
  }

  @Test
  void aDiskThatHangsCountsAsFailedInTime() throws Exception {
    FaultySink sink = new FaultySink();
    GroupCommit device = new GroupCommit("test", sink, Duration.ofMillis(50)).start();
    sink.gate = new CountDownLatch(1);
    assertThatThrownBy(() -> device.record(new byte[] {'a'})).hasMessageContaining("slow");
    assertThatThrownBy(device::ready).isInstanceOf(IOException.class);
    sink.gate.countDown();
    device.close();
    assertThatThrownBy(() -> device.record(new byte[] {'b'})).hasMessageContaining("closed");
  }

  @Test
  void aRecordLargerThanAGroupIsWrittenToo() throws Exception {
    Path file = folder.resolve("audit.log");
    byte[] large = new byte[3 << 20];
    java.util.Arrays.fill(large, (byte) 'x');
    try (AuditDevice device = open(file, Map.of())) {
      device.record(large);
      device.record(new byte[] {'y'});
    }
    assertThat(Files.size(file)).isEqualTo(large.length + 3L);
  }

  private AuditDevice open(Path file, Map<String, String> more) {
    Map<String, String> options = new java.util.HashMap<>(more);
    options.put("file_path", file.toString());
    return DeviceOpener.files(new Places(List.of()))
        .open("file/", DeviceOptions.parse(options));
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  /** Fails or waits when told to. */
  private static final class FaultySink implements LineSink {
    final List<String> written = new ArrayList<>();
    volatile String problem = "";
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean closed;

    @Override
    public void append(ByteBuffer lines) throws IOException {
      try {
        gate.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
      if (!problem.isEmpty()) {
        throw new IOException(problem);
      }
      written.add(StandardCharsets.UTF_8.decode(lines).toString());
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
