package dev.coffer.kit.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CborRowTest {
  private static final Instant NOW = Instant.parse("2026-01-15T10:30:00.123456789Z");

  private record Thing(
      long number, String text, String hex, boolean flag, Optional<Instant> time, List<Integer> list) {}

  private static byte[] row(Thing thing) {
    return CborWriter.array(
        out ->
            out.number(thing.number())
                .text(thing.text())
                .bytes(HexFormat.of().parseHex(thing.hex()))
                .flag(thing.flag())
                .time(thing.time())
                .each(thing.list(), number -> out.number(number)));
  }

  private static Thing thing(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new Thing(
                in.number(), in.text(), HexFormat.of().formatHex(in.bytes()), in.flag(), in.maybe(CborReader::time),
                in.each(CborReader::integer)));
  }

  private static final Thing THING =
      new Thing(-5_000_000_000L, "Grüße 🔑", "0001ff", true, Optional.of(NOW), List.of(1, 70_000));

  @Test
  void whatIsWrittenIsRead() {
    assertThat(thing(row(THING))).isEqualTo(THING);
  }

  @Test
  void theBytesAreThoseOfTheRfc() {
    byte[] row = CborWriter.array(out -> out.number(1).text("a").nothing().flag(false));
    assertThat(HexFormat.of().formatHex(row)).isEqualTo("9f016161f6f4ff");
  }

  @Test
  void itemsOfALaterReleaseAreSkipped() {
    byte[] row =
        CborWriter.array(
            out -> out.inner(one -> one.number(1).text("new").inner(_ -> {})).number(2).text("new"));
    long sum = CborReader.array(row, in -> in.inner(CborReader::number) + in.number());
    assertThat(sum).isEqualTo(3);
  }

  @Test
  void somethingElseIsNamedAsSuch() {
    byte[] row = CborWriter.array(out -> out.text("a"));
    assertThatThrownBy(() -> CborReader.array(row, CborReader::number))
        .isInstanceOf(CborException.class);
    assertThatThrownBy(() -> CborReader.array(row, in -> in.text() + in.text()))
        .isInstanceOf(CborException.class);
    assertThatThrownBy(() -> CborReader.array(new byte[] {'{', '}'}, CborReader::number))
        .isInstanceOf(CborException.class);
    byte[] large = CborWriter.array(out -> out.number(1L << 40));
    assertThatThrownBy(() -> CborReader.array(large, CborReader::integer))
        .isInstanceOf(CborException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedBytesEndInThatExceptionOnly(long seed) {
    byte[] row = row(THING);
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = Arrays.copyOf(row, 1 + random.nextInt(row.length));
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        thing(damaged);
      } catch (CborException expected) {
        assertThat(expected.getMessage()).isNotEmpty().doesNotContain("Grüße");
      }
    }
  }
}
