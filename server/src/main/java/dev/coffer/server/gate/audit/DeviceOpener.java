package dev.coffer.server.gate.audit;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Makes devices from their options; the tests hand in another. */
@FunctionalInterface
public interface DeviceOpener {
  /** A record that takes longer means that the device has failed. */
  Duration WAIT_MAX = Duration.ofSeconds(5);

  /**
   * Opens a device.
   *
   * @throws Refused {@code Malformed} when the options cannot be, or the file cannot be opened
   */
  AuditDevice open(String path, DeviceOptions options);

  /** Files and standard output, at the places allowed. */
  static DeviceOpener files(Places places) {
    return (path, options) -> {
      try {
        LineSink sink =
            options.isStandardOutput()
                ? FileSink.standardOutput()
                : FileSink.file(places.checked(options.filePath()), options.mode(), options.sync());
        return new GroupCommit(path, sink, WAIT_MAX).start();
      } catch (IOException | UnsupportedOperationException _) {
        throw new Refused(
            new Failure.Malformed(
                "the audit file cannot be opened for appending; check its folder's permissions"));
      }
    };
  }

  /** The device of a new store: a file in this folder, readable by its owner alone. */
  static String defaultFile(Path folder) {
    return folder.resolve("audit.log").toString();
  }
}
