package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.mount.Mount;
import dev.coffer.server.mount.MountKind;
import dev.coffer.server.mount.MountNeeds;
import dev.coffer.server.mount.MountTable;
import dev.coffer.server.mount.Remount;
import dev.coffer.server.mount.Upgrades;
import dev.coffer.server.mount.VisibleMounts;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code sys/mounts}, {@code sys/auth}, {@code sys/remount} and {@code sys/internal/ui/mounts} (Vault
 * API, /sys/mounts).
 */
public final class MountRoutes {
  private static final Field TYPE = Field.text("type", "What to mount: kv, kv-v2, …");
  private static final Field DESCRIPTION = Field.text("description", "For people");
  private static final Field OPTIONS = Field.map("options", "Of the type: \"version\" for kv");
  private static final Field CONFIG = Field.map("config", "The settings that tune changes");
  private static final Field LOCAL = Field.bool("local", "Kept, without a meaning here");
  private static final Field SEAL_WRAP = Field.bool("seal_wrap", "Kept, without a meaning here");
  private static final Field ENTROPY = Field.bool("external_entropy_access", "Kept, without a meaning here");
  private static final List<Field> TUNING =
      List.of(
          DESCRIPTION,
          OPTIONS,
          Field.duration("default_lease_ttl", "How long leases last, unless told"),
          Field.duration("max_lease_ttl", "How long leases last at most"),
          Field.list("audit_non_hmac_request_keys", "Request fields that audit writes as they are"),
          Field.list("audit_non_hmac_response_keys", "Answer fields that audit writes as they are"),
          Field.text("listing_visibility", "\"unauth\" to tell everybody of the mount"),
          Field.list("passthrough_request_headers", "Headers that the engine sees"),
          Field.list("allowed_response_headers", "Headers that the engine may set"),
          Field.text("token_type", "Of tokens that an auth mount makes"),
          LockoutWire.FIELD);
  private static final Field FROM = Field.text("from", "The mount to move");
  private static final Field TO = Field.text("to", "Where to");

  /** Vault's words. */
  private static final String UPGRADING =
      "Upgrading mount from version 1 to version 2. This mount will be unavailable for a brief period"
          + " and will resume service shortly.";

  private static final String SYS = "sys/";
  private static final String TUNE = "/tune";

  private MountRoutes() {}

  /** What these routes serve. */
  public record Room(MountTable table, VisibleMounts visible, Upgrades upgrades) {}

  public static RouteTable<Room> table() {
    List<Route<Room>> routes = new ArrayList<>();
    routes.addAll(of(MountKind.SECRET, "mounts"));
    routes.addAll(of(MountKind.AUTH, "auth"));
    routes.add(
        Route.<Room>write("remount", "Move a mount", MountRoutes::remount, FROM, TO).withSudo());
    routes.add(Route.read("remount/status/{id}", "What became of a remount", MountRoutes::remountStatus));
    routes.add(Route.read("internal/ui/mounts", "The mounts the caller may know of", MountRoutes::visible));
    routes.add(Route.read("internal/ui/namespaces", "The namespaces below this one", MountRoutes::namespaces));
    routes.add(
        Route.<Room>read("internal/ui/mounts/{path...}", "The mount of a path", MountRoutes::visibleAt)
            .allowingSlash());
    return new RouteTable<>(routes);
  }

  private static List<Route<Room>> of(MountKind kind, String top) {
    Field[] tuning = TUNING.toArray(new Field[0]);
    List<Route<Room>> below =
        List.of(
            Route.<Room>read(top + "/{path...}", "One mount", (room, request) -> read(room, request, kind))
                .allowingSlash(),
            Route.<Room>write(
                    top + "/{path...}", "Enable a mount, or tune it where the path ends in /tune",
                    (room, request) -> write(room, request, kind), enabling())
                .allowingSlash(),
            Route.<Room>delete(
                    top + "/{path...}", "Disable a mount and remove its data",
                    (room, request) -> disable(room, request, kind))
                .allowingSlash(),
            Route.<Room>read(top + "/{path}/tune", "Settings of a mount", (room, request) -> read(room, request, kind)),
            Route.<Room>write(
                top + "/{path}/tune", "Change settings of a mount",
                (room, request) -> write(room, request, kind), tuning));
    List<Route<Room>> all = new ArrayList<>();
    all.add(
        Route.<Room>read(top, "All mounts", (room, request) -> list(room, request, kind))
            .repeatedAtTop()
            .allowingSlash());
    below.forEach(route -> all.add(kind == MountKind.AUTH ? route.withSudo() : route));
    return all;
  }

  private static Field[] enabling() {
    List<Field> fields = new ArrayList<>(TUNING);
    fields.addAll(List.of(TYPE, CONFIG, LOCAL, SEAL_WRAP, ENTROPY));
    return fields.toArray(new Field[0]);
  }

  private static Passed list(Room room, VaultRequest request, MountKind kind) {
    return request.pass(
        MountNeeds.list(kind),
        permit -> Answer.of(MountWire.all(room.table().list(permit, kind))));
  }

  /** A path of several segments may end in {@code /tune}, which the pattern does not see. */
  private static boolean asksTuning(VaultRequest request) {
    String below = request.path().substring(request.path().indexOf('/', SYS.length()) + 1);
    return below.endsWith(TUNE);
  }

  private static String mountPath(VaultRequest request) {
    String path = request.capture("path");
    return path.endsWith(TUNE) ? path.substring(0, path.length() - TUNE.length()) : path;
  }

  private static Passed read(Room room, VaultRequest request, MountKind kind) {
    String path = mountPath(request);
    if (asksTuning(request)) {
      return request.pass(
          MountNeeds.readTune(kind, path),
          permit ->
              room.table()
                  .readTune(permit, kind, path)
                  .map(mount -> Answer.of(MountWire.tuned(mount, room.table().ttls(mount))))
                  .orElseThrow(() -> Refused.malformed("no mount entry found")));
    }
    return request.pass(
        MountNeeds.read(kind, path),
        permit ->
            Answer.of(
                MountWire.mount(
                    room.table()
                        .read(permit, kind, path)
                        .orElseThrow(() -> Refused.malformed(noMount(kind))))));
  }

  private static String noMount(MountKind kind) {
    return switch (kind) {
      case SECRET -> "No secret engine mount at this path";
      case AUTH -> "No auth engine at this path";
    };
  }

  private static Passed write(Room room, VaultRequest request, MountKind kind) {
    String path = mountPath(request);
    if (asksTuning(request)) {
      return request.pass(
          MountNeeds.tune(kind, path),
          permit -> {
            room.table().tune(permit, kind, path, MountWire.tuning(request));
            return room.upgrades().advance(kind.root() + path + "/")
                ? Answer.empty()
                : Answer.empty().warning(UPGRADING);
          });
    }
    return request.pass(
        MountNeeds.enable(kind, path),
        permit -> {
          room.table().enable(permit, kind, path, MountWire.newMount(request));
          return Answer.empty();
        });
  }

  private static Passed disable(Room room, VaultRequest request, MountKind kind) {
    String path = request.capture("path");
    return request.pass(
        MountNeeds.disable(kind, path),
        permit -> {
          room.table().disable(permit, kind, path);
          return Answer.empty();
        });
  }

  private static Passed remount(Room room, VaultRequest request) {
    return request.pass(
        MountNeeds.remount(),
        permit -> {
          Remount moved =
              room.table().remount(permit, request.requiredText("from"), request.requiredText("to"));
          return Answer.of(Json.object().put("migration_id", moved.id()).build());
        });
  }

  private static Passed remountStatus(Room room, VaultRequest request) {
    String id = request.capture("id");
    return request.pass(
        MountNeeds.remountStatus(id),
        permit -> {
          Remount moved = room.table().remountStatus(permit, id).orElseThrow(KvV2Routes::missing);
          return Answer.of(
              Json.object()
                  .put("migration_id", moved.id())
                  .put(
                      "migration_info",
                      Json.object()
                          .put("source_mount", moved.from())
                          .put("status", "success")
                          .put("target_mount", moved.to())
                          .build())
                  .build());
        });
  }

  /** Needs a token and no right of its own: it tells only what the token's rules reach. */
  private static Passed visible(Room room, VaultRequest request) {
    return request.pass(
        List.of(),
        () -> false,
        permit ->
            Answer.of(
                Json.object()
                    .put("auth", MountWire.all(room.visible().list(permit, MountKind.AUTH)))
                    .put("secret", MountWire.all(room.visible().list(permit, MountKind.SECRET)))
                    .build()));
  }

  /** There are none but the root; needs a token and no right of its own, as the mounts do. */
  private static Passed namespaces(Room room, VaultRequest request) {
    return request.pass(
        List.of(),
        () -> false,
        _ -> Answer.of(Json.object().put("keys", Json.texts(List.of())).build()));
  }

  private static Passed visibleAt(Room room, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        List.of(),
        () -> false,
        permit -> {
          Mount mount =
              room.visible()
                  .find(permit, path)
                  .orElseThrow(() -> new Refused(new Failure.Forbidden()));
          return Answer.of(
              Json.object().putAll(MountWire.mount(mount)).put("path", mount.fullPath()).build());
        });
  }
}
