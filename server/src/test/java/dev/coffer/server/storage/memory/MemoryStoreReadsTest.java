package dev.coffer.server.storage.memory;

import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.StoreReadsContractTest;

class MemoryStoreReadsTest extends StoreReadsContractTest {
  @Override
  protected Store open() {
    return new MemoryStore();
  }
}
