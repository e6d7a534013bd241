package dev.coffer.server.gate.wrapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.LeaseGrant;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.gate.WrapGrant;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.policy.Capability;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Envelopes open once, in time, and for whoever holds the token. */
final class WrappingTest {
  private static final Need NEED = Need.of("sys/wrapping/unwrap", Capability.UPDATE);
  private static final Permit PERMIT = Permits.granting(NEED);
  private static final String INVALID = "wrapping token is not valid or does not exist";
  private static final Answer ANSWER =
      Answer.of(Json.object().put("password", "s3cret").build()).warning("careful");

  private Instant now = Instant.parse("2026-01-01T00:00:00.5Z");
  private final Barrier barrier = TestBarrier.unsealed();
  private final Wrapping wrapping =
      new Wrapping(barrier, () -> now, new SecureRandom(), Duration.ofDays(32));

  @Test
  void anEnvelopeOpensOnce() {
    WrapGrant grant = wrap(ANSWER);
    Answer opened = wrapping.unwrap(PERMIT, NEED, grant.token());
    assertThat(opened).isEqualTo(ANSWER);
    assertInvalid(grant.token());
  }

  @Test
  void aTokenAndALeaseInsideComeOutAsTheyWere() {
    Answer login = Answer.of(Asks.grant("hvs.inner"));
    WrapGrant grant = wrap(login);
    assertThat(grant.wrappedAccessor()).isEqualTo("new-accessor");
    Answer opened = wrapping.unwrap(PERMIT, NEED, grant.token());
    assertThat(opened.auth().orElseThrow().clientToken().sameAs(SecretBytes.ofText("hvs.inner")))
        .isTrue();
    assertThat(opened.auth().orElseThrow().metadata()).containsEntry("user", "alice");
    LeaseGrant lease = new LeaseGrant("a/b", Duration.ofHours(1), true);
    WrapGrant leased = wrap(ANSWER.with(lease));
    assertThat(wrapping.unwrap(PERMIT, NEED, leased.token()).lease()).contains(lease);
  }

  @Test
  void ofManyWhoOpenAtTheSameMomentOneGetsTheAnswer() throws Exception {
    WrapGrant grant = wrap(ANSWER);
    List<Callable<Boolean>> openers = new ArrayList<>();
    for (int opener = 0; opener < 16; opener++) {
      openers.add(() -> opens(grant.token()));
    }
    int opened = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> result : threads.invokeAll(openers)) {
        opened += result.get() ? 1 : 0;
      }
    }
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void anEnvelopeWhoseTimeIsOverIsInvalidAndTidied() {
    WrapGrant grant = wrap(ANSWER);
    now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
    wrapping.lookup(PERMIT, NEED, grant.token());
    wrapping.run(now);
    assertThat(rows()).isEqualTo(2);
    now = now.plusMillis(1);
    assertInvalid(grant.token());
    wrapping.run(now);
    assertThat(rows()).isZero();
  }

  @Test
  void lookingDoesNotOpen() {
    WrapGrant grant = wrap(ANSWER);
    Wrapping.Info info = wrapping.lookup(PERMIT, NEED, grant.token());
    assertThat(Wrapping.describe(info))
        .isEqualTo(
            Json.object()
                .put("creation_path", "secret/data/a")
                .put("creation_time", "2026-01-01T00:00:00.500Z")
                .put("creation_ttl", 300)
                .build());
    assertThat(wrapping.unwrap(PERMIT, NEED, grant.token())).isEqualTo(ANSWER);
  }

  @Test
  void rewrappingGivesAFreshTokenAndEndsTheOld() {
    WrapGrant old = wrap(ANSWER);
    now = now.plusSeconds(200);
    WrapGrant fresh = wrapping.rewrap(PERMIT, NEED, old.token()).wrap().orElseThrow();
    assertInvalid(old.token());
    assertThat(fresh.creationPath()).isEqualTo("secret/data/a");
    assertThat(fresh.ttl()).isEqualTo(Duration.ofMinutes(5));
    now = now.plusSeconds(200);
    assertThat(wrapping.unwrap(PERMIT, NEED, fresh.token())).isEqualTo(ANSWER);
    assertThat(rows()).isZero();
  }

  @Test
  void aWithdrawnEnvelopeIsGone() {
    WrapGrant grant = wrap(ANSWER);
    wrapping.withdraw(grant);
    assertInvalid(grant.token());
    assertThat(rows()).isZero();
  }

  @Test
  void aTimeToLiveIsCutToTheServersLongest() {
    WrapGrant grant = wrapping.wrap(ANSWER, Duration.ofDays(900), "a", List.of());
    assertThat(grant.ttl()).isEqualTo(Duration.ofDays(32));
  }

  @Test
  void forgedAndOddTokensAreInvalid() {
    String real = text(wrap(ANSWER).token());
    char last = real.charAt(real.length() - 1);
    List<String> odd =
        List.of(
            "", "hvs.", "hvs.AAAA", "x".repeat(10_000), "hvs." + "A".repeat(52),
            real.substring(0, real.length() - 1) + (last == 'A' ? 'E' : 'A'),
            real + "A", real.toUpperCase(java.util.Locale.ROOT), "hvs." + "\u0000".repeat(52),
            "s." + real);
    for (String token : odd) {
      assertInvalid(SecretBytes.ofText(token));
    }
  }

  @Test
  void withoutItsPermitNothingOpens() {
    WrapGrant grant = wrap(ANSWER);
    Permit other = Permits.granting(Need.of("a", Capability.READ));
    assertThatThrownBy(() -> wrapping.unwrap(other, NEED, grant.token()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noKeyOfARowHoldsTheToken() {
    WrapGrant grant = wrap(ANSWER);
    String body = text(grant.token()).substring(4);
    try (Reading reading = barrier.read()) {
      assertThat(reading.keys("wrap/", Optional.empty(), 10))
          .hasSize(2)
          .noneMatch(key -> key.text().contains(body.substring(0, 12)));
    }
  }

  private boolean opens(SecretBytes token) {
    try {
      wrapping.unwrap(PERMIT, NEED, token);
      return true;
    } catch (Refused _) {
      return false;
    }
  }

  private WrapGrant wrap(Answer answer) {
    return wrapping.wrap(answer, Duration.ofMinutes(5), "secret/data/a", List.of());
  }

  private void assertInvalid(SecretBytes token) {
    assertThatThrownBy(() -> wrapping.unwrap(PERMIT, NEED, token)).hasMessageContaining(INVALID);
    assertThatThrownBy(() -> wrapping.rewrap(PERMIT, NEED, token)).hasMessageContaining(INVALID);
    assertThatThrownBy(() -> wrapping.lookup(PERMIT, NEED, token)).hasMessageContaining(INVALID);
  }

  private int rows() {
    try (Reading reading = barrier.read()) {
      return reading.keys("wrap/", Optional.empty(), 100).size();
    }
  }

  private static String text(SecretBytes token) {
    return token.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
