package dev.coffer.server.engine.kv;

import java.util.Map;

/** What a write made. */
public record WrittenVersion(Version version, Map<String, String> custom) {
  public WrittenVersion {
    custom = Map.copyOf(custom);
  }
}
