package dev.coffer.server.identity.mfa;

import java.util.List;

/**
 * What a login must prove besides.
 *
 * @param all every one of these
 */
public record Demand(List<AnyOf> all) {

  /**
   * One enforcement.
   *
   * @param methods one of them is enough
   */
  public record AnyOf(String enforcement, List<Choice> methods) {
    public AnyOf {
      methods = List.copyOf(methods);
    }
  }

  /**
   * A method that may be used.
   *
   * @param enrols the entity has no secret yet and may be given one now
   */
  public record Choice(TotpMethod method, boolean enrols) {}

  public Demand {
    all = List.copyOf(all);
  }
}
