package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coffer server} as a newcomer starts it, and what it says when it cannot start. */
class BareServerTest {
  private static final int PORT = 8200;

  @TempDir private Path home;

  private static boolean isFree() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private String root() throws IOException {
    Matcher token = Pattern.compile("Root Token: (\\S+)").matcher(Files.readString(home.resolve("coffer-data/root-token")));
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  @Test
  void theSecondStartServesWhatTheFirstWasGiven() throws IOException {
    assumeTrue(isFree(), "not run: another program uses port 8200, where a bare server listens");
    try (ServerProcess first = ServerProcess.start(home)) {
      CommandLine root = CommandLine.at(first.address(), root());
      assertThat(root.run("kv", "put", "secret/a", "k=v").code()).isZero();
      assertThat(root.run("audit", "list").out()).contains("file/");
      assertThat(first.output()).contains("root-token").doesNotContain(root());
      assertThat(first.stop()).isZero();
    }
    assertThat(permissions("coffer-data")).isEqualTo("rwx------");
    assertThat(permissions("coffer-data/root-token")).isEqualTo("rw-------");
    assertThat(home.resolve("coffer-data/audit.log")).content().doesNotContain(root());
    try (ServerProcess second = ServerProcess.start(home)) {
      CommandLine root = CommandLine.at(second.address(), root());
      assertThat(root.run("kv", "get", "-field=k", "secret/a").out()).isEqualTo("v");
      assertThat(second.output()).doesNotContain("This store is new");
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
  }

  @Test
  void aTakenPortIsNamedAndNothingRuns() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess server =
            ServerProcess.start(home, "-dev", "-dev-listen-address=127.0.0.1:" + taken.getLocalPort())) {
      assertThat(server.awaitEnd()).isEqualTo(1);
      assertThat(server.finalOutput()).contains("127.0.0.1:" + taken.getLocalPort() + " is in use already").doesNotContain("\tat ");
    }
  }

  @Test
  void aBareServerFindsItsPortTakenBeforeItMakesATokenOrAKey() throws IOException {
    assumeTrue(isFree(), "not run: another program uses port 8200, where a bare server listens");
    try (ServerSocket taken = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress());
        ServerProcess server = ServerProcess.start(home)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(server.awaitEnd()).isEqualTo(1);
      assertThat(server.finalOutput()).contains("127.0.0.1:8200 is in use already");
    }
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void twoServersNeverShareADirectory() {
    Path configuration = ServerProcess.configuration(home);
    try (ServerProcess first = ServerProcess.start(home, "-config=" + configuration)) {
      assertThat(first.address()).startsWith("http://127.0.0.1:");
      try (ServerProcess second = ServerProcess.start(home, "-config=" + configuration)) {
        assertThat(second.awaitEnd()).isEqualTo(1);
        assertThat(second.finalOutput()).contains("another server uses this data directory");
      }
    }
  }
}
