package dev.coffer.app.scan;

import dev.coffer.scanner.config.RuleCache;
import dev.coffer.scanner.config.RuleFiles;
import dev.coffer.scanner.scan.Baseline;
import dev.coffer.scanner.scan.IgnoreFile;
import dev.coffer.scanner.scan.Known;
import dev.coffer.scanner.walk.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a scan needs before it starts: a target that is there, rules, and what is known already. */
final class ScanSetup {
  private static final String CONFIG_NAME = ".gitleaks.toml";

  private final ScanRequest request;
  private final RuleCache cache;

  ScanSetup(ScanRequest request, RuleCache cache) {
    this.request = request;
    this.cache = cache;
  }

  /** What is not there at all is told before any work. */
  void check(GitRepository repository) {
    switch (request.what()) {
      case FILES -> {
        if (!Files.exists(request.target())) {
          throw new ScanStop(request.target() + ": no such file or directory");
        }
      }
      case HISTORY -> repository.complaint().ifPresent(complaint -> {
        throw new ScanStop(request.target() + ": " + complaint);
      });
      case STAGED, CHANGED -> {
        if (!Files.isDirectory(request.target())) {
          throw new ScanStop(request.target() + ": no such directory");
        }
      }
      case STREAM -> {}
    }
  }

  RuleFiles.Ready rules() {
    Path beside = request.target().resolve(CONFIG_NAME);
    RuleFiles files = new RuleFiles(cache);
    RuleFiles.Ready ready;
    if (request.config().isPresent()) {
      ready = files.file(request.config().get());
    } else if (request.configText().isPresent()) {
      ready = files.text("GITLEAKS_CONFIG_TOML", request.configText().get());
    } else if (Files.isRegularFile(beside)) {
      ready = files.file(beside);
    } else {
      ready = files.own();
    }
    if (request.enabledRules().isEmpty()) {
      return ready;
    }
    for (String id : request.enabledRules()) {
      if (ready.compiled().rules().rules().stream().noneMatch(rule -> rule.id().equals(id))) {
        throw new ScanStop("Requested rule " + id + " not found in rules");
      }
    }
    return ready.only(Set.copyOf(request.enabledRules()));
  }

  /**
   * What nobody wants to hear of again.
   *
   * @param notes gets what is wrong and loses nothing
   * @param troubles gets what makes the scan partial
   */
  Known known(Consumer<String> notes, Consumer<String> troubles) {
    List<String> problems = new ArrayList<>();
    Set<String> ignored = IgnoreFile.read(List.of(request.ignorePath(), request.target().resolve(".gitleaksignore")), problems);
    problems.forEach(notes);
    Baseline baseline = Baseline.empty();
    if (request.baseline().isPresent()) {
      try {
        baseline = Baseline.read(request.baseline().get());
      } catch (IOException wrong) {
        troubles.accept("Could not load baseline. The path must point to a report in JSON: " + wrong.getMessage());
      }
    }
    return new Known(ignored, baseline);
  }

  /** The scan's own files, which are not searched. */
  Set<String> ownFiles() {
    Set<String> own = new HashSet<>();
    request.config().map(Path::toString).ifPresent(own::add);
    own.add(request.target().resolve(CONFIG_NAME).normalize().toString());
    request.baseline().map(Path::toString).ifPresent(own::add);
    return own;
  }
}
