package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process of its own that writes without end, and prints a line for each commit after it was
 * acknowledged. Each commit of a writer is three rows: two halves and the count.
 */
final class WriterProcess {
  static final int WRITERS = 8;
  static final String STOPPED = "stopped";
  private static final int FILLER_BYTES = 300;

  private WriterProcess() {}

  static Key count(int writer) {
    return Key.of("count/" + writer);
  }

  static Key half(int writer, long number, String side) {
    return Key.of("half/%d/%08d/%s".formatted(writer, number, side));
  }

  static long number(Row row) {
    return ByteBuffer.wrap(row.value().bytes()).getLong();
  }

  static Process start(Path directory) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true);
    try (Store store = RocksStore.open(Path.of(arguments[0]))) {
      List<Thread> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int me = writer;
        writers.add(Thread.ofVirtual().start(() -> write(store, me, out)));
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  private static void write(Store store, int writer, PrintStream out) {
    Optional<Row> found;
    try (Snapshot snapshot = store.snapshot()) {
      found = snapshot.get(count(writer));
    }
    long number = found.map(WriterProcess::number).orElse(0L);
    long version = found.map(Row::version).orElse(Expectation.ABSENT);
    while (true) {
      number++;
      try {
        version = store.commit(batch(writer, number, version));
      } catch (Refused refused) {
        out.println(STOPPED + " " + refused.failure());
        return;
      }
      out.println(writer + " " + number);
    }
  }

  private static Batch batch(int writer, long number, long version) {
    byte[] value = ByteBuffer.allocate(FILLER_BYTES).putLong(number).array();
    return new Batch(
        List.of(
            new Batch.Put(half(writer, number, "left"), Ciphertext.owning(value)),
            new Batch.Put(half(writer, number, "right"), Ciphertext.owning(value)),
            new Batch.Put(count(writer), Ciphertext.owning(value))),
        List.of(new Expectation(count(writer), version)));
  }
}
