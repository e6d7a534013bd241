package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program.
 *
 * @param seconds from its start to its end
 * @param processor seconds that it and its threads computed, without the programs that it started; the figure to
 *     trust on a machine that does something else, too
 * @param megabytes the most memory it had resident, by the kernel's own count
 */
record Timed(double seconds, double processor, double megabytes) {
  /** Runs a program in a folder; what it prints is thrown away. */
  static Timed of(List<String> words, Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process process = builder.start();
    long most = 0;
    Duration processor = Duration.ZERO;
    // Both are asked for while it runs: afterwards it is gone.
    while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
      most = Math.max(most, peakKilobytes(process.pid()));
      processor = process.info().totalCpuDuration().orElse(processor);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", words) + " ended with code " + process.exitValue());
    }
    return new Timed(seconds, processor.toMillis() / 1e3, most / 1e3);
  }

  static Timed median(List<Timed> runs) {
    return runs.stream().sorted(Comparator.comparingDouble(Timed::seconds)).toList().get(runs.size() / 2);
  }

  private static long peakKilobytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException _) {
      // It ended meanwhile.
    }
    return 0;
  }
}
