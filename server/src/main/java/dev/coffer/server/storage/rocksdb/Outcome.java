package dev.coffer.server.storage.rocksdb;

import java.util.function.Supplier;

/** What a piece of work on another thread came to. */
sealed interface Outcome<T> {

  record Done<T>(T value) implements Outcome<T> {}

  record Failed<T>(RuntimeException problem) implements Outcome<T> {}

  static <T> Outcome<T> of(Supplier<T> work) {
    try {
      return new Done<>(work.get());
    } catch (RuntimeException problem) {
      return new Failed<>(problem);
    }
  }

  default T get() {
    return switch (this) {
      case Done<T> done -> done.value;
      case Failed<T> failed -> throw failed.problem;
    };
  }
}
