package dev.coffer.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * What the launcher runs once while the JVM records its start-up cache: the commands that people type
 * most, against a real server. Whatever they load and link here is ready-made in later starts.
 */
final class Training {
  private static final int ATTEMPTS_MAX = 1_200;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Training() {}

  public static void main(String[] args) throws InterruptedException {
    PrintStream nowhere = Main.stream(OutputStream.nullOutputStream());
    for (int attempt = 0; run("status", nowhere) != 0; attempt++) {
      if (attempt == ATTEMPTS_MAX) {
        System.exit(1);
      }
      Thread.sleep(PAUSE);
    }
    int failed = 0;
    for (String line : lines()) {
      failed += run(line, nowhere) == 0 ? 0 : 1;
    }
    System.out.println(failed + " of " + lines().size() + " training commands failed");
  }

  private static int run(String line, PrintStream out) {
    return Main.run(List.of(line.split(" ", -1)), System.getenv(), out, out);
  }

  private static List<String> lines() {
    return List.of(
        "kv put secret/training/a user=u password=p",
        "kv put -cas=1 secret/training/a user=u password=q",
        "kv get secret/training/a",
        "kv get -field=password secret/training/a",
        "kv get -format=json secret/training/a",
        "kv patch secret/training/a password=r",
        "kv list secret/training",
        "kv metadata get secret/training/a",
        "kv delete secret/training/a",
        "download -path=secret/training/a -version=1",
        "read -format=json secret/data/training/a?version=1",
        "write cubbyhole/a value=1",
        "read cubbyhole/a",
        "list cubbyhole",
        "secrets list",
        "auth list",
        "policy list",
        "policy read default",
        "token create -ttl=1m",
        "token lookup",
        "kv metadata delete secret/training/a");
  }
}
