package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB and the disk say, in Coffer's words: damaged, or not available. */
final class Damage {
  /** RocksDB's own files, told from paths and numbers in its messages. */
  private static final Pattern FILE_NAME =
      Pattern.compile("\\b(\\d{6,}\\.(?:sst|log)|MANIFEST-\\d{6,}|CURRENT|IDENTITY|OPTIONS-\\d{6,})");

  private static final int FILES_NAMED_MAX = 3;
  private static final String FULL = ": the disk is full";
  private static final String FAILED = ": the disk failed";

  private Damage() {}

  /**
   * @param where what was being read or written, for the operator
   */
  static Refused refused(String where, RocksDBException problem) {
    String message = String.valueOf(problem.getMessage());
    Status status = problem.getStatus();
    if (status != null && status.getCode() == Status.Code.Corruption) {
      return damaged(where, message);
    }
    // What the manifest lists and the directory lacks is an I/O error for RocksDB.
    if (message.contains("No such file")) {
      return damaged(where, message);
    }
    boolean full = status != null && status.getSubCode() == Status.SubCode.NoSpace;
    return new Refused(
        new Failure.Unavailable(
            where + (full || message.contains("No space left") ? FULL : FAILED)));
  }

  static Refused refused(String where, IOException problem) {
    boolean full = String.valueOf(problem.getMessage()).contains("No space left");
    return new Refused(new Failure.Unavailable(where + (full ? FULL : FAILED)));
  }

  private static Refused damaged(String where, String message) {
    List<String> files = filesNamed(message);
    String suffix = files.isEmpty() ? "" : " (" + String.join(", ", files) + ")";
    return new Refused(
        new Failure.Integrity(
            where
                + suffix
                + ": stored bytes are damaged or missing; restore the data directory from a"
                + " backup"));
  }

  private static List<String> filesNamed(String message) {
    List<String> files = new ArrayList<>();
    Matcher names = FILE_NAME.matcher(message);
    while (names.find() && files.size() < FILES_NAMED_MAX) {
      if (!files.contains(names.group())) {
        files.add(names.group());
      }
    }
    return files;
  }
}
