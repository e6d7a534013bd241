package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.Lockouts;
import dev.coffer.server.mount.Mount;
import dev.coffer.server.mount.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who may not guess any more, and letting them (Vault API, /sys/locked-users). */
public final class LockedUserRoutes {

  private LockedUserRoutes() {}

  /** What these routes serve. */
  public record Room(Lockouts lockouts, Router mounts) {}

  public static RouteTable<Room> table() {
    return RouteTable.of(
        Route.read(
            "locked-users",
            "Names that are locked out, from some source",
            LockedUserRoutes::read,
            Field.text("mount_accessor", "Of one mount only")),
        Route.write(
            "locked-users/{mount_accessor}/unlock/{alias_identifier}",
            "Forget the failures of a name",
            LockedUserRoutes::unlock));
  }

  private static Passed read(Room room, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          Map<String, List<String>> byAccessor = byAccessor(room);
          request.text("mount_accessor").ifPresent(only -> byAccessor.keySet().removeIf(known -> !known.equals(only)));
          return Answer.of(wire(byAccessor));
        });
  }

  private static Map<String, List<String>> byAccessor(Room room) {
    Map<String, Mount> byPrefix =
        room.mounts().mounts().stream().collect(Collectors.toMap(Mount::prefix, Function.identity()));
    Map<String, List<String>> byAccessor = new TreeMap<>();
    for (Lockouts.Locked locked : room.lockouts().locked()) {
      Optional.ofNullable(byPrefix.get(locked.mount()))
          .ifPresent(
              mount -> byAccessor.computeIfAbsent(mount.accessor(), _ -> new ArrayList<>()).add(locked.user()));
    }
    return byAccessor;
  }

  private static Json.Object wire(Map<String, List<String>> byAccessor) {
    List<Json> accessors = new ArrayList<>();
    int total = 0;
    for (Map.Entry<String, List<String>> entry : byAccessor.entrySet()) {
      total += entry.getValue().size();
      accessors.add(
          Json.object()
              .put("alias_identifiers", Json.texts(entry.getValue()))
              .put("counts", entry.getValue().size())
              .put("mount_accessor", entry.getKey())
              .build());
    }
    Json.Object root =
        Json.object()
            .put("counts", total)
            .put("mount_accessors", new Json.Array(accessors))
            .put("namespace_id", "root")
            .put("namespace_path", "")
            .build();
    return Json.object().put("by_namespace", new Json.Array(List.of(root))).put("total", total).build();
  }

  private static Passed unlock(Room room, VaultRequest request) {
    String accessor = request.capture("mount_accessor");
    String user = request.capture("alias_identifier");
    return request.pass(
        Capability.UPDATE,
        _ -> {
          Mount mount =
              room.mounts().mounts().stream()
                  .filter(known -> known.accessor().equals(accessor))
                  .findFirst()
                  .orElseThrow(() -> Refused.malformed("no mount has that accessor"));
          room.lockouts().unlock(new Lockouts.Locked(mount.prefix(), user));
          return Answer.empty();
        });
  }
}
