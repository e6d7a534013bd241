package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The bare server as a process, and wrk's scripts turned to it. */
record Bare(Watched process, int port, int tlsPort) {

  static Bare start(Settings settings, Certificates certificates) throws IOException {
    int port = CofferServer.freePort();
    int tlsPort = CofferServer.freePort();
    Watched process =
        Watched.start(
            settings.work().resolve("bare.txt"),
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BareServer.class.getName(),
                Integer.toString(port),
                Integer.toString(tlsPort),
                certificates.keyStore().toString()));
    process.awaitAnswer(port, "/1");
    return new Bare(process, port, tlsPort);
  }

  String url(boolean tls) {
    return tls ? "https://127.0.0.1:" + tlsPort : "http://127.0.0.1:" + port;
  }

  /** The same requests, to the path that names the size of the answer. */
  static String script(String script, int bytes) {
    return script.replaceAll("\"/v1/[^,]*, nil", "\"/" + bytes + "\", nil");
  }
}
