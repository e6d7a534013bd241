package dev.coffer.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server process whose CPU time and memory are read from /proc. */
final class Watched implements AutoCloseable {
  private static final long START_SECONDS_MAX = 120;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Linux reports CPU time in hundredths of a second (USER_HZ), whatever the kernel's own tick. */
  private static final long MICROS_PER_TICK = 10_000;

  private final Process process;
  private final Path output;
  private final long startedNanos = System.nanoTime();

  private Watched(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Watched start(Path output, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("VAULT_"));
    builder.environment().putAll(environment);
    return new Watched(builder.start(), output);
  }

  /** The time from the start of the process to its first answer 200 on {@code path}. */
  Duration awaitAnswer(int port, String path) throws IOException {
    long end = startedNanos + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IOException("the server ended:\n" + Files.readString(output));
      }
      if (answers(port, path)) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new IOException("no answer on port " + port + ":\n" + Files.readString(output));
  }

  private static boolean answers(int port, String path) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(5_000);
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes(12);
      return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** User and system time so far. */
  long cpuMicros() throws IOException {
    String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) * MICROS_PER_TICK;
  }

  /** Resident memory now. */
  double megabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1_024;
      }
    }
    throw new IOException("no VmRSS");
  }

  /** An orderly stop. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the server does not stop");
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
