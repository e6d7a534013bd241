package dev.coffer.server.gate;

import java.util.function.Function;

/**
 * The door for work the server does by itself. Held by Assembly alone, which wraps what {@code
 * lease} and {@code rotation} report as due; no dialect and no engine can reach it.
 */
public interface InternalDoor {

  /** Does {@code work} once, recorded before and after as internal. */
  <R> R internal(Cause cause, Need need, Function<Permit, R> work);
}
