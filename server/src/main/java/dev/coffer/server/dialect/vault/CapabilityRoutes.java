package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Acl;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.policy.ResultantAcl;
import dev.coffer.server.system.PolicyDesk;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiFunction;

/** {@code sys/capabilities*} and {@code sys/internal/ui/resultant-acl}: what a token may do. */
public final class CapabilityRoutes {
  private static final int PATHS_MAX = 1_000;

  private static final Field PATHS = Field.list("paths", "The paths asked about");
  private static final Field PATH = Field.list("path", "The old name of paths");
  private static final Field TOKEN = Field.text("token", "The token asked about");
  private static final Field ACCESSOR = Field.text("accessor", "The accessor of the token asked about");

  private CapabilityRoutes() {}

  public static RouteTable<PolicyDesk> table() {
    return RouteTable.of(
        Route.write("capabilities", "What a token may do", CapabilityRoutes::ofToken, TOKEN, PATHS, PATH)
            .repeatedAtTop(),
        Route.write("capabilities-self", "What the caller may do", CapabilityRoutes::ofCaller, PATHS, PATH)
            .repeatedAtTop(),
        Route.write(
                "capabilities-accessor",
                "What the token of an accessor may do",
                CapabilityRoutes::ofAccessor,
                ACCESSOR,
                PATHS,
                PATH)
            .repeatedAtTop(),
        Route.read("internal/ui/resultant-acl", "All that the caller may do", CapabilityRoutes::resultant));
  }

  private static Passed ofCaller(PolicyDesk desk, VaultRequest request) {
    return answer(request, desk::rulesOfCaller);
  }

  private static Passed ofToken(PolicyDesk desk, VaultRequest request) {
    return answer(
        request,
        (permit, need) -> {
          byte[] token = request.requiredText("token").getBytes(StandardCharsets.UTF_8);
          try (SecretBytes secret = SecretBytes.owning(token)) {
            return desk.rulesOfToken(permit, need, secret);
          }
        });
  }

  private static Passed ofAccessor(PolicyDesk desk, VaultRequest request) {
    return answer(
        request,
        (permit, need) -> desk.rulesOfAccessor(permit, need, request.requiredText("accessor")));
  }

  private static Passed answer(VaultRequest request, BiFunction<Permit, Need, Acl> rules) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          Set<String> paths = paths(request);
          Acl acl = rules.apply(permit, request.need(Capability.UPDATE));
          Json.Builder data = Json.object();
          for (String path : paths) {
            Json.Array words = Json.texts(PolicyDesk.words(acl, stripped(path)));
            data.put(path, words);
            if (paths.size() == 1) {
              data.put("capabilities", words);
            }
          }
          return Answer.of(data.build());
        });
  }

  private static Set<String> paths(VaultRequest request) {
    List<String> paths =
        request.list("paths").filter(given -> !given.isEmpty()).or(() -> request.list("path")).orElse(List.of());
    if (paths.isEmpty()) {
      throw Refused.malformed("paths must be supplied");
    }
    if (paths.size() > PATHS_MAX) {
      throw new Refused(new Failure.TooLarge("number of paths", PATHS_MAX, "paths"));
    }
    return new LinkedHashSet<>(paths);
  }

  /** Rules know no slash before a path; people write one. */
  private static String stripped(String path) {
    String rest = path;
    while (rest.startsWith("/")) {
      rest = rest.substring(1);
    }
    return rest;
  }

  private static Passed resultant(PolicyDesk desk, VaultRequest request) {
    return request.pass(
        Capability.READ,
        permit -> {
          ResultantAcl acl = desk.resultant(permit, request.need(Capability.READ));
          Json.Builder data = Json.object().put("root", acl.root());
          if (!acl.root()) {
            data.put("exact_paths", byPath(acl.exact()));
            data.put("glob_paths", byPath(acl.patterns()));
          }
          return Answer.of(data.build());
        });
  }

  private static Json byPath(SortedMap<String, Set<Capability>> capabilities) {
    Json.Builder paths = Json.object();
    for (Map.Entry<String, Set<Capability>> entry : capabilities.entrySet()) {
      Json.Array words = Json.texts(PolicyDesk.words(entry.getValue()));
      paths.put(entry.getKey(), Json.object().put("capabilities", words).build());
    }
    return paths.build();
  }
}
