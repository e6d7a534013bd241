package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.NamedRows;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The lines of what a method keeps under names: list, read, write, delete.
 *
 * @param thing what one is called, which is also where they are: {@code role}
 * @param rows of a mount
 * @param wire one as it is shown
 * @param change what a request makes of the one there is, or of none
 */
record NamedRoutes<E, T>(
    String thing,
    Function<E, NamedRows<T>> rows,
    Function<T, Json.Object> wire,
    BiFunction<Optional<T>, VaultRequest, T> change) {
  private static final int LIST_MAX = 10_000;
  private static final String NAME = "name";

  List<Route<E>> lines(Field... fields) {
    String one = thing + "/{" + NAME + "}";
    return List.of(
        Route.list(thing, "Names: " + thing, this::list),
        Route.read(one, "One " + thing, this::read),
        Route.write(one, "Make or change a " + thing, this::write, fields),
        Route.delete(one, "Remove a " + thing, this::delete));
  }

  private Passed list(E method, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ ->
            Answer.of(
                Json.object().put("keys", Json.texts(rows.apply(method).names("", LIST_MAX))).build()));
  }

  private Passed read(E method, VaultRequest request) {
    String name = request.capture(NAME);
    return request.pass(
        Capability.READ,
        _ ->
            rows.apply(method)
                .find(name)
                .map(wire)
                .map(Answer::of)
                .orElseThrow(() -> new Refused(new Failure.NotFound(thing))));
  }

  private Passed write(E method, VaultRequest request) {
    String name = request.capture(NAME);
    return request.write(
        () -> rows.apply(method).exists(name),
        permit -> {
          rows.apply(method).put(permit, name, known -> change.apply(known, request));
          return Answer.empty();
        });
  }

  private Passed delete(E method, VaultRequest request) {
    String name = request.capture(NAME);
    return request.pass(
        Capability.DELETE,
        permit -> {
          rows.apply(method).delete(permit, name);
          return Answer.empty();
        });
  }
}
