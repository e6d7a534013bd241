package dev.coffer.app;

import java.nio.file.Path;

/** What lies in {@code ./coffer-data} of a server that was started without a configuration. */
record BareFolder(Path top) {
  static BareFolder in(Path directory) {
    return new BareFolder(directory.resolve("coffer-data"));
  }

  Path data() {
    return top.resolve("data");
  }

  Path audit() {
    return top.resolve("audit.log");
  }

  /** Where the root token is left when nobody is looking. */
  Path rootToken() {
    return top.resolve("root-token");
  }
}
