package dev.coffer.server.identity.token;

import java.util.Map;

/**
 * How a login came in.
 *
 * @param accessor of the method's mount
 * @param type of the method
 * @param codes second factors that were sent along, by method's id or name
 */
public record Entrance(String accessor, String type, Map<String, String> codes) {
  public Entrance {
    codes = Map.copyOf(codes);
  }

  @Override
  public String toString() {
    return "Entrance[" + accessor + "]";
  }
}
