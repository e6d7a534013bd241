package dev.coffer.server.engine.kv;

import dev.coffer.server.engine.Engine;

/**
 * Secrets with versions and history: one mount of KV version 2. Each part does one kind of work;
 * every method takes the gate's {@code Permit} and checks that it is for what it does. Begin with
 * {@link KvReads}, then {@link Edit}, through which every change goes.
 */
public final class KvV2Engine implements Engine {
  private final KvNeeds needs;
  private final KvReads reads;
  private final KvWrites writes;
  private final KvVersions versions;
  private final KvMetadata metadata;
  private final KvLists lists;
  private final KvConfigs configs;

  KvV2Engine(KvCore core) {
    this.needs = core.needs();
    this.reads = new KvReads(core);
    this.writes = new KvWrites(core);
    this.versions = new KvVersions(core);
    this.metadata = new KvMetadata(core);
    this.lists = new KvLists(core);
    this.configs = new KvConfigs(core);
  }

  /** What to ask the gate for. */
  public KvNeeds needs() {
    return needs;
  }

  public KvReads reads() {
    return reads;
  }

  public KvWrites writes() {
    return writes;
  }

  public KvVersions versions() {
    return versions;
  }

  public KvMetadata metadata() {
    return metadata;
  }

  public KvLists lists() {
    return lists;
  }

  public KvConfigs configs() {
    return configs;
  }
}
