package dev.coffer.scanner.walk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs {@code git} in a repository whose configuration is hostile: nothing that it names is run, and
 * nothing is fetched. What the configuration could name is listed in docs/scan.md.
 */
final class GitCommand {
  static final String MISSING = "git cannot be started: is it installed and on PATH?";

  private static final int ERRORS_MAX = 16 * 1024;

  /** Set for every command: the repository's own values for these could start programs. */
  private static final List<String> NEUTRAL =
      List.of(
          "core.fsmonitor=false",
          "core.hooksPath=/dev/null",
          "core.pager=cat",
          "core.sshCommand=false",
          "core.askPass=",
          "core.quotePath=true",
          "credential.helper=",
          "diff.external=",
          "diff.noprefix=false",
          "diff.mnemonicPrefix=false",
          "diff.submodule=short",
          "diff.ignoreSubmodules=none",
          "diff.relative=false",
          "diff.wsErrorHighlight=none",
          "diff.colorMoved=no",
          "diff.suppressBlankEmpty=false",
          "diff.interHunkContext=0",
          "log.showSignature=false",
          "log.follow=false",
          "log.decorate=no",
          "gpg.program=false",
          "gpg.ssh.program=false",
          "gpg.x509.program=false",
          "protocol.allow=never",
          "color.ui=false",
          "i18n.logOutputEncoding=UTF-8");

  private final Path repository;

  GitCommand(Path repository) {
    this.repository = repository;
  }

  /** A command that is running; close it to end it. */
  static final class Running implements AutoCloseable {
    private final Process process;
    private final Thread reader;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private Running(Process process) {
      this.process = process;
      this.reader = Thread.ofVirtual().unstarted(this::readErrors);
    }

    private void readErrors() {
      try (InputStream in = process.getErrorStream()) {
        byte[] block = new byte[4096];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
          synchronized (errors) {
            errors.write(block, 0, Math.min(count, ERRORS_MAX - Math.min(ERRORS_MAX, errors.size())));
          }
        }
      } catch (IOException _) {
        // The process is gone: what it said is known.
      }
    }

    InputStream output() {
      return process.getInputStream();
    }

    /** Writes lines to its standard input and ends that. */
    void input(List<String> lines) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var out = process.getOutputStream()) {
                  for (String line : lines) {
                    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                  }
                } catch (IOException _) {
                  // It ended before it read all; its exit code tells.
                }
              });
    }

    /** Waits for its end: empty if it went well, or else what it said. */
    String failure() throws InterruptedException {
      int code = process.waitFor();
      reader.join();
      String said;
      synchronized (errors) {
        said = errors.toString(StandardCharsets.UTF_8).strip();
      }
      boolean complained = said.lines().anyMatch(line -> line.startsWith("fatal:") || line.startsWith("error:"));
      return code == 0 && !complained ? "" : said.isEmpty() ? "git ended with code " + code : printable(said);
    }

    /** What a repository makes git say must not steer the terminal. */
    private static String printable(String text) {
      return text.replaceAll("[\\p{Cntrl}&&[^\\n]]", "?").lines().limit(5).reduce((a, b) -> a + "; " + b).orElse("");
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /**
   * @throws UncheckedIOException if there is no git
   */
  Running start(List<String> words) {
    return start(words, List.of());
  }

  /**
   * @param emptied names of settings that are to be empty, whatever the repository says
   */
  Running start(List<String> words, List<String> emptied) {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager", "-C", repository.toString()));
    for (String setting : NEUTRAL) {
      command.add("-c");
      command.add(setting);
    }
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.equals("GIT_EXTERNAL_DIFF") || name.startsWith("GIT_TRACE"));
    // As variables, since a name may hold whatever would end it in an argument.
    environment.put("GIT_CONFIG_COUNT", Integer.toString(emptied.size()));
    for (int index = 0; index < emptied.size(); index++) {
      environment.put("GIT_CONFIG_KEY_" + index, emptied.get(index));
      environment.put("GIT_CONFIG_VALUE_" + index, emptied.get(index).endsWith(".required") ? "false" : "");
    }
    environment.put("GIT_NO_LAZY_FETCH", "1");
    environment.put("GIT_ALLOW_PROTOCOL", "none");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("LC_ALL", "C.UTF-8");
    try {
      Running running = new Running(builder.start());
      running.reader.start();
      return running;
    } catch (IOException failed) {
      throw new UncheckedIOException(MISSING, failed);
    }
  }

  /** Runs a command with a short answer: its lines, or nothing if it failed. */
  List<String> lines(List<String> words) throws InterruptedException {
    return items(words, "\n");
  }

  /** Runs a command with a short answer: what stands before each of the ends, or nothing if it failed. */
  List<String> items(List<String> words, String end) throws InterruptedException {
    try (Running running = start(words)) {
      running.process.getOutputStream().close();
      String answer = new String(running.output().readAllBytes(), StandardCharsets.UTF_8);
      return running.failure().isEmpty() && !answer.isEmpty() ? List.of(answer.split(end)) : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }
}
