package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.identity.token.TokenEntry;
import dev.coffer.server.identity.token.TokenLookup.Known;
import dev.coffer.server.identity.token.TokenTimes;
import dev.coffer.server.identity.token.Tokens;
import dev.coffer.server.lease.Leases;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.mount.EngineTypes;
import dev.coffer.server.mount.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TokenRoutesTest {
  private static final Instant ISSUED = Instant.parse("2026-01-15T10:30:00Z");

  private final RouteTable<Tokens> tokens =
      RouteTable.join(TokenRoutes.table(), TokenRoleRoutes.table());

  private final RouteTable<Leases> leases =
      LeaseRoutes.table(
          new Router(TestBarrier.unsealed(), new EngineTypes(Map.of(), Map.of()), TtlTuning.SYSTEM));

  @Test
  void listingAccessorsAndRevokingOrphansNeedSudo() {
    assertThat(tokens.routes().stream().filter(Route::sudo).map(route -> route.pattern().toString()))
        .containsExactlyInAnyOrder("accessors", "revoke-orphan");
  }

  @Test
  void commandsOnManyLeasesNeedSudo() {
    assertThat(
            leases.routes().stream()
                .filter(Route::sudo)
                .map(route -> route.pattern().toString()))
        .containsExactlyInAnyOrder(
            "leases/lookup/{prefix...}", "leases/revoke-prefix/{prefix...}",
            "leases/revoke-force/{prefix...}", "revoke-prefix/{prefix...}", "revoke-force/{prefix...}");
  }

  @Test
  void everyRouteIsPoliced() {
    assertThat(tokens.routes()).allMatch(route -> route.door() instanceof Door.Policed<?>);
    assertThat(leases.routes()).allMatch(route -> route.door() instanceof Door.Policed<?>);
  }

  @Test
  void aLookUpHasVaultsKeys() {
    Known known = new Known(entry(TokenTimes.issued(ISSUED, Duration.ofHours(1), Duration.ZERO, Duration.ZERO)), false, Persona.NOBODY);
    var data = TokenWire.known(known, "", ISSUED.plusSeconds(10));
    assertThat(data.members().keySet())
        .containsExactlyInAnyOrder(
            "accessor", "creation_time", "creation_ttl", "display_name", "entity_id", "expire_time",
            "explicit_max_ttl", "id", "issue_time", "meta", "num_uses", "orphan", "path", "policies",
            "renewable", "ttl", "type");
    assertThat(data.integer("ttl")).contains(3_590L);
    assertThat(data.text("expire_time")).contains("2026-01-15T11:30:00Z");
    assertThat(data.text("type")).contains("service");
  }

  @Test
  void aTokenWithoutEndHasANullExpireTimeAndATtlOfZero() {
    var data = TokenWire.known(new Known(entry(TokenTimes.issued(ISSUED, Duration.ZERO, Duration.ZERO, Duration.ZERO)), false, Persona.NOBODY), "", ISSUED);
    assertThat(data.get("expire_time").orElseThrow()).isInstanceOf(Json.Null.class);
    assertThat(data.integer("ttl")).contains(0L);
  }

  private static TokenEntry entry(TokenTimes times) {
    return new TokenEntry(
        "abc", "", "auth/token/create", List.of("default"), "token", Map.of(), 0, times, true, "", "",
        List.of(), TokenEntry.State.LIVE);
  }
}
