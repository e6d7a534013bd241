package dev.coffer.app.scan;

import dev.coffer.app.scan.ProgressBar.Share;
import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.walk.DirectorySize;
import dev.coffer.scanner.walk.DirectorySource;
import dev.coffer.scanner.walk.GitChanges;
import dev.coffer.scanner.walk.GitHistory;
import dev.coffer.scanner.walk.GitRepository;
import dev.coffer.scanner.walk.Source;
import dev.coffer.scanner.walk.StreamSource;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The source of a scan, and how to tell how much of it is done.
 *
 * @param done how much of it was passed, in the unit of {@code all}
 * @param all how much there is, or empty if that cannot be told; may take long
 */
record ScanTarget(Source source, LongSupplier done, Supplier<OptionalLong> all) {
  static ScanTarget of(ScanRequest request, InputStream in, Compiled rules) {
    return switch (request.what()) {
      case HISTORY -> history(request);
      case FILES -> {
        DirectorySource files = new DirectorySource(request.target(), request.limits());
        yield new ScanTarget(files, files::bytesPassed, () -> DirectorySize.of(request.target(), rules::allowsPath));
      }
      case STREAM -> unmeasured(new StreamSource(in));
      case STAGED -> unmeasured(new GitChanges(request.target(), true, request.limits()));
      case CHANGED -> unmeasured(new GitChanges(request.target(), false, request.limits()));
    };
  }

  private static ScanTarget history(ScanRequest request) {
    GitHistory history = new GitHistory(request.target(), request.logOptions(), request.limits());
    Supplier<OptionalLong> commits =
        () -> new GitRepository(request.target()).commits().map(OptionalLong::of).orElse(OptionalLong.empty());
    // What the user's own options leave out is not known.
    return request.logOptions().isEmpty() ? new ScanTarget(history, history::commits, commits) : unmeasured(history);
  }

  private static ScanTarget unmeasured(Source source) {
    return new ScanTarget(source, () -> 0, OptionalLong::empty);
  }

  /** Asks for the whole once, on a thread of its own; until it is known there is no share. */
  Supplier<Share> share() {
    AtomicReference<OptionalLong> known = new AtomicReference<>(OptionalLong.empty());
    AtomicBoolean asked = new AtomicBoolean();
    return () -> {
      if (!asked.getAndSet(true)) {
        Thread.ofVirtual().start(() -> known.set(all.get()));
      }
      return new Share(done.getAsLong(), known.get());
    };
  }
}
