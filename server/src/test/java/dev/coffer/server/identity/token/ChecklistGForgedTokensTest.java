package dev.coffer.server.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.OpenedEntry;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checklist G: what a stranger's token costs before it is known to be nobody's. */
final class ChecklistGForgedTokensTest {
  private final TokenHouse house = new TokenHouse();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hvs.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "hvs.AAAAAAAAAAAAAAAAAAAAAAAA",
        "hvs.",
        "hvb.AAAA",
        "hvb.!!!!",
        "hvb.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void aForgedTokenCostsNoLookUp(String text) {
    refusedWithoutLookUp(SecretBytes.ofText(text));
  }

  @Test
  void anAbsurdlyLongTokenCostsNoLookUp() {
    refusedWithoutLookUp(SecretBytes.ofText("x".repeat(TokenShape.TEXT_BYTES_MAX + 1)));
    refusedWithoutLookUp(SecretBytes.ofText("hvb." + "A".repeat(TokenShape.TEXT_BYTES_MAX)));
  }

  @Test
  void aTrueTokenCostsOne() {
    SecretBytes root = house.root();
    try (Reading reading = house.barrier.read()) {
      Counting counting = new Counting(reading);
      house.tokens.store().authenticate(counting, new Evidence.BearerToken(root), TokenHouse.HOME);
      assertThat(counting.gets).isEqualTo(1);
    }
  }

  private void refusedWithoutLookUp(SecretBytes token) {
    try (Reading reading = house.barrier.read()) {
      Counting counting = new Counting(reading);
      assertThatThrownBy(
              () ->
                  house
                      .tokens
                      .store()
                      .authenticate(counting, new Evidence.BearerToken(token), TokenHouse.HOME))
          .isInstanceOf(Refused.class);
      assertThat(counting.gets).isZero();
    }
  }

  /** Counts the rows that are asked for. */
  private static final class Counting implements Reading {
    private final Reading inner;
    private int gets;

    Counting(Reading inner) {
      this.inner = inner;
    }

    @Override
    public Optional<Opened> get(Key key) {
      gets++;
      return inner.get(key);
    }

    @Override
    public <T> Optional<Versioned<T>> get(Key key, Decoded<T> decoded) {
      gets++;
      return inner.get(key, decoded);
    }

    @Override
    public List<OpenedEntry> scan(String prefix, Optional<Key> after, int limit) {
      gets++;
      return inner.scan(prefix, after, limit);
    }

    @Override
    public List<Key> keys(String prefix, Optional<Key> after, int limit) {
      gets++;
      return inner.keys(prefix, after, limit);
    }

    @Override
    public List<String> children(String folder, String after, int limit) {
      gets++;
      return inner.children(folder, after, limit);
    }

    @Override
    public Expectation expectation(Key key) {
      gets++;
      return inner.expectation(key);
    }

    @Override
    public void close() {
      // The test closes the inner one.
    }
  }
}
