package dev.coffer.server.identity.token;

import static dev.coffer.server.identity.token.TokenSpec.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.gate.AuthGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random trees of tokens against a model that is too simple to be wrong. */
final class TokenModelTest {
  private static final int STEPS = 150;

  /** What a token should be; the parent is empty for orphans. */
  private static final class Model {
    final AuthGrant grant;
    final Instant issued;
    Optional<Model> parent;
    Instant expires;
    boolean revoked;

    Model(AuthGrant grant, Optional<Model> parent, Instant issued) {
      this.grant = grant;
      this.parent = parent;
      this.issued = issued;
      this.expires = issued.plus(grant.leaseDuration());
    }

    boolean lives(Instant now) {
      return !revoked && now.isBefore(expires);
    }

    boolean hangsOn(Model other) {
      return parent.filter(mine -> mine == other || mine.hangsOn(other)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theStoreAgreesWithTheModelAfterEveryStep(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TokenHouse house = new TokenHouse();
    SecretBytes root = house.root();
    List<Model> models = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      step(house, root, models, random);
      if (step % 10 == 9) {
        check(house, models, "seed " + seed + ", step " + step);
      }
    }
    sweep(house, models);
    long living = models.stream().filter(model -> model.lives(house.clock.instant())).count();
    assertThat(house.rows("token/id/")).as("seed %d", seed).hasSize((int) living + 1);
    assertThat(house.rows("lease/due/")).as("seed %d", seed).hasSize((int) living);
    assertThat(house.rows("lease/id/")).as("seed %d", seed).hasSize((int) living);
  }

  private static void step(
      TokenHouse house, SecretBytes root, List<Model> models, SplittableRandom random) {
    Instant now = house.clock.instant();
    List<Model> living = models.stream().filter(model -> model.lives(now)).toList();
    Optional<Model> one =
        living.isEmpty() ? Optional.empty() : Optional.of(living.get(random.nextInt(living.size())));
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4 -> create(house, root, models, one, random);
      case 5 -> one.ifPresent(model -> revoke(house, models, model));
      case 6 -> one.ifPresent(model -> orphan(house, models, model));
      case 7 -> one.ifPresent(model -> renew(house, root, model, random));
      case 8 -> house.machine.advance(Duration.ofSeconds(random.nextInt(1, 600)));
      default -> sweep(house, models);
    }
  }

  private static void create(
      TokenHouse house,
      SecretBytes root,
      List<Model> models,
      Optional<Model> parent,
      SplittableRandom random) {
    SecretBytes by = parent.map(model -> model.grant.clientToken()).orElse(root);
    TokenSpec spec = plain().withPolicies("dev").withTtl(Duration.ofSeconds(random.nextInt(1, 3_600)));
    models.add(new Model(house.child(by, spec), parent, house.clock.instant()));
  }

  private static void revoke(TokenHouse house, List<Model> models, Model model) {
    house.revoke(model.grant);
    end(models, model);
  }

  private static void end(List<Model> models, Model model) {
    model.revoked = true;
    models.stream().filter(other -> other.hangsOn(model)).forEach(other -> other.revoked = true);
  }

  private static void orphan(TokenHouse house, List<Model> models, Model model) {
    house.tokens.revocation().revokeOrphan(model.grant.accessor(), List.of());
    model.revoked = true;
    for (Model other : models) {
      if (other.parent.filter(parent -> parent == model).isPresent()) {
        other.parent = Optional.empty();
      }
    }
  }

  private static void renew(
      TokenHouse house, SecretBytes root, Model model, SplittableRandom random) {
    Duration wish = Duration.ofSeconds(random.nextInt(1, 7_200));
    house.tokens.renewal().renew(house.everything(root), model.grant.accessor(), model.grant.clientToken(), wish);
    Instant wished = house.clock.instant().plus(wish);
    Instant max = model.issued.plus(Duration.ofDays(32));
    model.expires = wished.isBefore(max) ? wished : max;
  }

  private static void sweep(TokenHouse house, List<Model> models) {
    Instant now = house.clock.instant();
    house.leases.revocations().run(now);
    for (Model model : List.copyOf(models)) {
      if (!now.isBefore(model.expires)) {
        end(models, model);
      }
    }
  }

  private static void check(TokenHouse house, List<Model> models, String where) {
    Instant now = house.clock.instant();
    for (Model model : models) {
      assertThat(house.works(model.grant.clientToken())).as(where).isEqualTo(model.lives(now));
    }
  }
}
