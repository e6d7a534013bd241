package dev.coffer.server.storage.memory;

import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.StoreContractTest;

/** The contract, against the store in memory. */
class MemoryStoreTest extends StoreContractTest {
  @Override
  protected Store open() {
    return new MemoryStore();
  }
}
