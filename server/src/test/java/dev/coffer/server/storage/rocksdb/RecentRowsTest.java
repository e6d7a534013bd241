package dev.coffer.server.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentRowsTest {
  private static final Key KEY = Key.of("token/a");

  private final RecentRows recent = new RecentRows();

  @Test
  void whatWasSeenIsKnownUntilItChanges() {
    recent.seen(5, KEY, row(3));
    assertThat(recent.at(5, KEY)).isEqualTo(new RecentRows.Seen(KEY, 3, row(3).get(), 5));
    assertThat(recent.at(9, KEY)).isNotNull();
    recent.changed(10, KEY);
    assertThat(recent.at(10, KEY)).isNull();
  }

  @Test
  void absenceIsRememberedToo() {
    recent.seen(5, KEY, Optional.empty());
    assertThat(recent.at(5, KEY)).isEqualTo(new RecentRows.Seen(KEY, Expectation.ABSENT, null, 5));
  }

  @Test
  void p2AReaderOfThePastDoesNotGetThePresent() {
    recent.changed(10, KEY);
    recent.seen(10, KEY, row(10));
    assertThat(recent.at(10, KEY)).isNotNull();
    assertThat(recent.at(9, KEY)).isNull();
  }

  @Test
  void p2AReaderWhoWasSlowDoesNotHideAChange() {
    recent.changed(10, KEY);
    recent.seen(9, KEY, row(3));
    assertThat(recent.at(9, KEY)).isNull();
    assertThat(recent.at(10, KEY)).isNull();
  }

  @Test
  void ofALargeRowOnlyTheVersionIsKept() {
    recent.seen(5, KEY, Optional.of(new Row(ciphertext(RecentRows.ROW_BYTES_MAX + 1), 3)));
    assertThat(recent.at(5, KEY)).isEqualTo(new RecentRows.Seen(KEY, 3, null, 5));
  }

  @Test
  void anotherRowInTheSlotIsNotTakenForThisOne() {
    for (int other = 0; other < 100_000; other++) {
      recent.seen(5, Key.of("other/" + other), row(4));
    }
    assertThat(recent.at(5, KEY)).isNull();
  }

  private static Optional<Row> row(long version) {
    return Optional.of(new Row(SAME, version));
  }

  private static final Ciphertext SAME = ciphertext(16);

  private static Ciphertext ciphertext(int bytes) {
    return Ciphertext.owning(new byte[bytes]);
  }
}
