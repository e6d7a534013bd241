package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.StoreRacesContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreRacesTest extends StoreRacesContractTest {
  @TempDir Path home;

  @Override
  protected Store open() {
    return RocksStore.open(home.resolve("contract"));
  }
}
