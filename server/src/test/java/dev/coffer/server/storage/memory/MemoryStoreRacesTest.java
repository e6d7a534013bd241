package dev.coffer.server.storage.memory;

import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.StoreRacesContractTest;

class MemoryStoreRacesTest extends StoreRacesContractTest {
  @Override
  protected Store open() {
    return new MemoryStore();
  }
}
