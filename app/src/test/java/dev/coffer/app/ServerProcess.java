package dev.coffer.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Coffer server in a process of its own, started through {@link Main} as the launcher does. */
final class ServerProcess implements AutoCloseable {
  private static final Duration START_WAIT = Duration.ofSeconds(60);
  private static final Pattern ADDRESS = Pattern.compile("Api Address: (https?://\\S+)");

  private final Process process;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<String> address = new CompletableFuture<>();

  private ServerProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::collect);
  }

  static ServerProcess start(Path home, String... serverWords) {
    List<String> command = new ArrayList<>(hearingHangUp());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.coffer.app.Main",
            "server"));
    command.addAll(List.of(serverWords));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("VAULT_") || name.startsWith("COFFER_"));
    environment.put("HOME", home.toString());
    try {
      return new ServerProcess(builder.start());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Tests started by nohup ignore SIGHUP, and so would what they start. */
  private static List<String> hearingHangUp() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      boolean deaf =
          lines
              .filter(line -> line.startsWith("SigIgn:"))
              .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0);
      return deaf ? List.of("env", "--default-signal=HUP") : List.of();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** A dev server on a free port of loopback. */
  static ServerProcess dev(Path home) {
    return start(home, "-dev", "-dev-no-store-token", "-dev-listen-address=127.0.0.1:0");
  }

  private void collect() {
    try (BufferedReader reader =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        Matcher found = ADDRESS.matcher(line);
        if (found.find()) {
          address.complete(found.group(1));
        }
      }
    } catch (IOException _) {
      // The process is gone; what it had printed is in the buffer.
    } finally {
      address.completeExceptionally(new IllegalStateException("the server ended:\n" + output()));
    }
  }

  /** Where it listens; waits until it says so. */
  String address() {
    try {
      return address.get(START_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException problem) {
      throw new IllegalStateException("no server:\n" + output(), problem);
    }
  }

  /** All of its output; waits until it has ended. */
  String finalOutput() {
    address.handle((_, _) -> "").join();
    return output();
  }

  String output() {
    return String.join("\n", lines);
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL: nothing is flushed, nothing said. */
  void killNine() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** The exit code after SIGTERM. */
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  int awaitEnd() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the server does not end:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException problem) {
      throw new IllegalStateException(problem);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** A configuration for a durable server on a free port below {@code home}. */
  static Path configuration(Path home) {
    Path file = home.resolve("coffer.hcl");
    try {
      Files.writeString(
          file,
          """
          storage "rocksdb" {
            path = "%1$s/data"
          }
          seal "keyfile" {
            path = "%1$s/unseal.key"
          }
          listener "tcp" {
            address     = "127.0.0.1:0"
            tls_disable = true
          }
          """
              .formatted(home));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return file;
  }
}
