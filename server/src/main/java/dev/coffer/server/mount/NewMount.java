package dev.coffer.server.mount;

import java.util.Map;

/** What somebody asks for when they enable an engine or a method. */
public record NewMount(
    String type,
    String description,
    Map<String, String> options,
    MountConfig config,
    boolean local,
    boolean sealWrap,
    boolean externalEntropyAccess) {
  public NewMount {
    options = Map.copyOf(options);
  }

  public static NewMount of(String type, String description, Map<String, String> options) {
    return new NewMount(type, description, options, MountConfig.DEFAULT, false, false, false);
  }
}
