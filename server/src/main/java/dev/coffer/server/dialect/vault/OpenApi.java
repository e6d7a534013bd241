package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.mount.Mount;
import dev.coffer.server.mount.Mounted;
import dev.coffer.server.mount.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An OpenAPI 3.0 document made from the very tables that serve. LIST and SCAN are told as GET of the
 * folder (a path that ends with a slash) with {@code list=true} or {@code scan=true}, since OpenAPI
 * knows no such methods.
 */
final class OpenApi {
  private static final String VERSION = "3.0.3";

  private final VaultTables tables;
  private final Router mounts;
  private final String productVersion;

  OpenApi(VaultTables tables, Router mounts, String productVersion) {
    this.tables = tables;
    this.mounts = mounts;
    this.productVersion = productVersion;
  }

  /**
   * The document.
   *
   * @param generic names mounts by a placeholder, {@code /{secret_mount_path}/data/{path}}
   */
  Json.Object document(boolean generic) {
    Map<String, Map<String, Json>> paths = new TreeMap<>();
    describe("/sys", tables.sys().routes(), List.of(), paths);
    describe("/auth/token", tables.token().routes(), List.of(), paths);
    for (Mount mount : mounts.mounts()) {
      mounts.route(mount.fullPath() + "x").ifPresent(mounted -> describe(mount, mounted, generic, paths));
    }
    Map<String, Json> all = new LinkedHashMap<>();
    paths.forEach((path, operations) -> all.put(path, new Json.Object(operations)));
    return Json.object()
        .put("openapi", VERSION)
        .put(
            "info",
            Json.object()
                .put("title", "Coffer, Vault's HTTP API")
                .put("description", "All paths stand below /v1/.")
                .put("version", productVersion)
                .put("license", Json.object().put("name", "Apache-2.0").build())
                .build())
        .put("servers", new Json.Array(List.of(Json.object().put("url", "/v1").build())))
        .put("paths", new Json.Object(all))
        .build();
  }

  private void describe(
      Mount mount, Mounted mounted, boolean generic, Map<String, Map<String, Json>> paths) {
    String point = mount.path().substring(0, mount.path().length() - 1);
    String placeholder = point.replaceAll("[^A-Za-z0-9]", "_") + "_mount_path";
    String base = "/" + mount.kind().root() + (generic ? "{" + placeholder + "}" : point);
    for (EngineRoutes<?> engine : tables.engines()) {
      if (engine.type().isInstance(mounted.engine())) {
        describe(base, engine.table().routes(), generic ? List.of(placeholder) : List.of(), paths);
      }
    }
  }

  private static void describe(
      String base,
      List<? extends Route<?>> routes,
      List<String> placeholders,
      Map<String, Map<String, Json>> paths) {
    for (Route<?> route : routes) {
      String path = base + "/" + route.pattern().openApi() + (route.verb().asksFolder() ? "/" : "");
      Map<String, Json> operations = paths.computeIfAbsent(path, _ -> new LinkedHashMap<>());
      // A folder that can be listed and scanned is told once.
      operations.putIfAbsent(route.verb().openApiMethod(), operation(path, route, placeholders));
    }
  }

  private static Json operation(String path, Route<?> route, List<String> placeholders) {
    Json.Builder operation =
        Json.object()
            .put("summary", route.summary())
            .put("operationId", operationId(route.verb(), path))
            .put("parameters", new Json.Array(parameters(route, placeholders)));
    if (route.sudo()) {
      operation.put("x-vault-sudo", true);
    }
    if (!(route.door() instanceof Door.Policed<?>)) {
      operation.put("x-vault-unauthenticated", true);
    }
    if (route.verb().hasBody()) {
      operation.put("requestBody", body(route));
    }
    return operation
        .put("responses", Json.object().put("200", Json.object().put("description", "OK").build()).build())
        .build();
  }

  private static List<Json> parameters(Route<?> route, List<String> placeholders) {
    List<Json> parameters = new ArrayList<>();
    List<String> inPath = new ArrayList<>(placeholders);
    inPath.addAll(route.pattern().captures());
    for (String name : inPath) {
      parameters.add(parameter(name, "path", true, "Part of the path", "string"));
    }
    if (route.verb().asksFolder()) {
      String flag = route.verb().name().toLowerCase(Locale.ROOT);
      parameters.add(parameter(flag, "query", true, "Must be true", "boolean"));
    }
    if (!route.verb().hasBody()) {
      for (Field field : route.fields()) {
        String type = field.type() == Field.Type.LIST || field.type() == Field.Type.MAP ? "string" : field.type().openApi();
        parameters.add(parameter(field.name(), "query", false, field.description(), type));
      }
    }
    return parameters;
  }

  private static Json parameter(String name, String in, boolean required, String description, String type) {
    return Json.object()
        .put("name", name)
        .put("in", in)
        .put("required", required)
        .put("description", description)
        .put("schema", Json.object().put("type", type).build())
        .build();
  }

  private static Json body(Route<?> route) {
    Map<String, Json> properties = new LinkedHashMap<>();
    for (Field field : route.fields()) {
      Json.Builder schema =
          Json.object().put("type", field.type().openApi()).put("description", field.description());
      if (field.type() == Field.Type.LIST) {
        schema.put("items", Json.object().put("type", "string").build());
      }
      properties.put(field.name(), schema.build());
    }
    Json schema = Json.object().put("type", "object").put("properties", new Json.Object(properties)).build();
    String type = route.verb() == Verb.PATCH ? "application/merge-patch+json" : "application/json";
    return Json.object()
        .put("content", Json.object().put(type, Json.object().put("schema", schema).build()).build())
        .build();
  }

  private static String operationId(Verb verb, String path) {
    return verb.name().toLowerCase(Locale.ROOT) + path.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
  }
}
