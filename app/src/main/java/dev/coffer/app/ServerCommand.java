package dev.coffer.app;

import dev.coffer.server.config.LogConfig;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.transport.TransportException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code coffer server}: starts a server and stays until it is told to stop. */
public final class ServerCommand implements LocalCommand {
  @Override
  public int run(
      List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (words.contains("-help") || words.contains("--help") || words.contains("-h")) {
      out.print(ServerFlags.USAGE);
      return 0;
    }
    try {
      ServerFlags flags = ServerFlags.parse(words);
      ServerLog log = Logging.start(atLevel(flags, LogConfig.DEFAULT));
      Console console = new Console(out, err);
      Running running =
          flags.dev()
              ? new DevStart(flags, environment, console).start(log)
              : new DurableStart(flags, environment, console).start(log);
      stay(running, console);
      return 0;
    } catch (ServerFlags.BadFlags | StartException wrong) {
      err.println(wrong.getMessage());
    } catch (Refused refused) {
      err.println("The server cannot start: " + Wording.of(refused.failure()));
    } catch (TransportException wrong) {
      err.println("The server cannot start: " + wrong.getMessage());
    }
    err.flush();
    return 1;
  }

  /** The flag counts more than the configuration. */
  static LogConfig atLevel(ServerFlags flags, LogConfig config) {
    return flags.logLevel().map(config::at).orElse(config);
  }

  /** Until SIGTERM or SIGINT; SIGHUP reads again what can be read again. */
  private static void stay(Running running, Console console) {
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("TERM", stop::countDown);
    Signals.on("INT", stop::countDown);
    Signals.on("HUP", () -> reload(running, console));
    boolean interrupted = false;
    try {
      stop.await();
    } catch (InterruptedException _) {
      interrupted = true;
    }
    console.say("==> Coffer stops: requests at work are finished first");
    running.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reload(Running running, Console console) {
    try {
      running.reload();
    } catch (TransportException wrong) {
      console.warn("the certificates in use stay: " + wrong.getMessage());
    }
  }

  /** What a starting server says; each piece is flushed, since a script may be waiting for it. */
  record Console(PrintStream out, PrintStream err) {
    void say(String text) {
      out.println(text);
      out.flush();
    }

    void warn(String text) {
      err.println("warning: " + text);
      err.flush();
    }
  }
}
