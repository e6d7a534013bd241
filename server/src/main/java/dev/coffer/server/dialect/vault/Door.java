package dev.coffer.server.dialect.vault;

/**
 * Through which door of the gate a route's requests go, with its handler. The kind of request that
 * a handler takes has only that one door, and a {@link Passed} comes from nowhere else: a handler
 * that forgets the gate does not compile.
 */
public sealed interface Door<E> {

  /** Authenticated, decided by policy, recorded: nearly every route. */
  record Policed<E>(PolicedHandler<E> handler) implements Door<E> {}

  /** Recorded but not decided by policy: logins, unwrapping. */
  record Login<E>(LoginHandler<E> handler) implements Door<E> {}

  /** Neither: what must work while the barrier is sealed. Limited by source address. */
  record Bare<E>(BareHandler<E> handler) implements Door<E> {}

  /** Answers through {@link VaultRequest#pass}. */
  @FunctionalInterface
  interface PolicedHandler<E> {
    Passed answer(E engine, VaultRequest request);
  }

  /** Answers through {@link LoginRequest#login}. */
  @FunctionalInterface
  interface LoginHandler<E> {
    Passed answer(E engine, LoginRequest request);
  }

  /** Answers through {@link BareRequest#bare}. */
  @FunctionalInterface
  interface BareHandler<E> {
    Passed answer(E engine, BareRequest request);
  }

  /** The same door for a table whose engine is already known. */
  default <F> Door<F> bind(E engine) {
    return switch (this) {
      case Policed<E>(PolicedHandler<E> handler) ->
          new Policed<>((_, request) -> handler.answer(engine, request));
      case Login<E>(LoginHandler<E> handler) ->
          new Login<>((_, request) -> handler.answer(engine, request));
      case Bare<E>(BareHandler<E> handler) ->
          new Bare<>((_, request) -> handler.answer(engine, request));
    };
  }
}
