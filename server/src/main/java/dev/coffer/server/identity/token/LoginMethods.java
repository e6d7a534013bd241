package dev.coffer.server.identity.token;

import java.util.Optional;

/** The methods that logins go through; Assembly hands them in, since mounts are a room above. */
@FunctionalInterface
public interface LoginMethods {
  /**
   * What the method that gave a token says now.
   *
   * @param accessor of the method's mount
   */
  record Said(String accessor, Renewed renewed) {}

  /**
   * What the method that gave a token says of its renewal now.
   *
   * @return empty for a token that no login gave
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when the role or user is gone, or
   *     would be given something else now
   */
  Optional<Said> renewing(TokenEntry token, Presented presented);
}
