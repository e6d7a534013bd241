package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.gate.policy.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CapabilityRoutesTest {
  private static final Json.Array READ_AND_LIST = Json.texts(List.of("list", "read"));
  private static final Json.Array DENY = Json.texts(List.of("deny"));

  private final PolicyWorld world = new PolicyWorld(List.of("reader"));
  private final VaultBench bench = bench("reader");

  private VaultBench bench(String policy) {
    Need need = Need.of("sys/policies/acl/reader", Capability.UPDATE);
    world.desk.put(
        Permits.granting(need), need, "reader",
        "path \"secret/*\" { capabilities = [\"read\", \"list\"] }\n"
            + "path \"secret/root\" { capabilities = [\"deny\"] }");
    return new VaultBench(
        PolicyWorld.caller(List.of(), List.of(policy)), CapabilityRoutes.table().bind(world.desk));
  }

  @Test
  void aSinglePathIsAnsweredUnderItsNameAndUnderCapabilities() {
    WireResponse response = bench.ask("POST", "/v1/sys/capabilities-self", "{\"paths\":[\"secret/a\"]}");
    assertThat(VaultBench.data(response))
        .isEqualTo(Json.object().put("secret/a", READ_AND_LIST).put("capabilities", READ_AND_LIST).build());
    assertThat(VaultBench.json(response).array("capabilities")).contains(READ_AND_LIST);
    assertThat(VaultBench.json(response).array("secret/a")).contains(READ_AND_LIST);
  }

  @Test
  void severalPathsAreAnsweredEachUnderItsName() {
    assertThat(
            VaultBench.data(
                bench.ask(
                    "POST", "/v1/sys/capabilities-self",
                    "{\"paths\":[\"secret/a\",\"/secret/root\",\"nowhere\"]}")))
        .isEqualTo(
            Json.object()
                .put("secret/a", READ_AND_LIST)
                .put("/secret/root", DENY)
                .put("nowhere", DENY)
                .build());
  }

  @Test
  void theOldNameAndASingleTextAreUnderstood() {
    WireResponse response = bench.ask("POST", "/v1/sys/capabilities-self", "{\"path\":\"secret/a\"}");
    assertThat(VaultBench.data(response).array("capabilities")).contains(READ_AND_LIST);
  }

  @Test
  void anotherTokenIsAskedAboutByItselfOrItsAccessor() {
    for (String asked :
        List.of("capabilities|\"token\":\"hvs.other\"", "capabilities-accessor|\"accessor\":\"other-accessor\"")) {
      String path = asked.substring(0, asked.indexOf('|'));
      String who = asked.substring(asked.indexOf('|') + 1);
      WireResponse response =
          bench("default").ask("POST", "/v1/sys/" + path, "{\"paths\":[\"secret/a\"]," + who + "}");
      assertThat(VaultBench.data(response).array("secret/a")).as(path).contains(READ_AND_LIST);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capabilities|{\"paths\":[\"a\"],\"token\":\"hvs.nobody\"}|invalid token",
        "capabilities-accessor|{\"paths\":[\"a\"],\"accessor\":\"nobody\"}|invalid accessor",
        "capabilities-self|{}|paths must be supplied",
        "capabilities-self|{\"paths\":[]}|paths must be supplied"
      },
      quoteCharacter = '`')
  void whatCannotBeAnsweredIsRefused(String path, String body, String error) {
    WireResponse response = bench.ask("POST", "/v1/sys/" + path, body);
    assertThat(response.status()).isEqualTo(400);
    assertThat(VaultBench.json(response).array("errors")).contains(Json.texts(List.of(error)));
  }

  @Test
  void morePathsThanTheLimitAreRefused() {
    String paths = "\"a\",".repeat(1_000) + "\"b\"";
    assertThat(bench.ask("POST", "/v1/sys/capabilities-self", "{\"paths\":[" + paths + "]}").status())
        .isEqualTo(413);
  }

  @Test
  void rootMayDoEverything() {
    assertThat(
            VaultBench.data(
                bench("root").ask("POST", "/v1/sys/capabilities-self", "{\"paths\":[\"secret/root\"]}"))
                .array("capabilities"))
        .contains(Json.texts(List.of("root")));
    assertThat(VaultBench.data(bench("root").ask("GET", "/v1/sys/internal/ui/resultant-acl")))
        .isEqualTo(Json.object().put("root", true).build());
  }

  @Test
  void allThatACallerMayDoIsToldByPath() {
    assertThat(VaultBench.data(bench.ask("GET", "/v1/sys/internal/ui/resultant-acl")))
        .isEqualTo(
            Json.object()
                .put("root", false)
                .put("exact_paths", Json.object().put("secret/root", capabilities(DENY)).build())
                .put("glob_paths", Json.object().put("secret/", capabilities(READ_AND_LIST)).build())
                .build());
  }

  private static Json.Object capabilities(Json.Array words) {
    return Json.object().put("capabilities", words).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"capabilities", "capabilities-self", "capabilities-accessor"})
  void askingNeedsUpdateOnThePathOfTheQuestion(String path) {
    bench.ask("POST", "/v1/sys/" + path, "{\"paths\":[\"a\"]}");
    assertThat(bench.asks.getLast().needs()).containsExactly(Need.of("sys/" + path, Capability.UPDATE));
  }
}
