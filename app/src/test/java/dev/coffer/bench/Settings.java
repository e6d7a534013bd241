package dev.coffer.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param date of the run, for the table
 * @param launcher the packaged {@code coffer}
 * @param work where servers keep their data and scripts are written; emptied by {@code ./bench}
 * @param secondsWarm before each measured run
 * @param secondsMeasured of each measured run
 * @param secretsMax of the large store
 * @param tokensMax of the memory measurement
 * @param starts how often a start is timed; the median counts
 */
record Settings(
    String date,
    Path launcher,
    Path work,
    String command,
    int secondsWarm,
    int secondsMeasured,
    int secretsMax,
    int tokensMax,
    int starts) {
  static final int CONNECTIONS = 64;

  static Settings parse(List<String> words) {
    String date = words.getFirst();
    Path launcher = Path.of(words.get(1));
    Path work = Path.of(words.get(2));
    List<String> flags = words.subList(3, words.size());
    for (String flag : flags) {
      if (!flag.equals("--quick")) {
        throw new IllegalArgumentException("unknown option " + flag + "; there is only --quick");
      }
    }
    return flags.isEmpty()
        ? new Settings(date, launcher, work, "./bench", 25, 10, 1_000_000, 1_000_000, 7)
        : new Settings(date, launcher, work, "./bench --quick", 8, 3, 20_000, 20_000, 3);
  }
}
