package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Served;
import dev.coffer.server.AssembledVault.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * For every route that is served and every odd spelling of its path: refused as malformed, or decided
 * and answered as the plain spelling is. The caller may do everything but what the deny rule names, so
 * a spelling that slips past it succeeds and is seen.
 */
final class ChecklistARoutesTest {
  private final AssembledVault vault = new AssembledVault();

  @AfterEach
  void close() {
    vault.close();
  }

  /** Spellings that a lenient server would clean into {@code path}. */
  private static List<String> spellingsOf(String path) {
    List<String> all = new ArrayList<>();
    int slash = path.indexOf('/');
    String head = path.substring(0, slash);
    String tail = path.substring(slash + 1);
    all.add("/" + path);
    all.add(head + "//" + tail);
    all.add(head + "/./" + tail);
    all.add(head + "/x/../" + tail);
    all.add(head + "/%2e/" + tail);
    all.add(head + "/x/%2e%2e/" + tail);
    all.add(head + "/x/..%2f" + tail);
    all.add(head + "%2f" + tail);
    all.add(head + "%2F" + tail);
    all.add(head + "%5c" + tail);
    all.add(head + "\\" + tail);
    all.add(path + "//");
    all.add(path + "/.");
    all.add(path + "%00");
    all.add(path + "%0a");
    all.add(path + "%20");
    all.add(path + "%c0%af");
    all.add(path + "%ef%bc%8f");
    all.add(path + ";a=b");
    all.add(path + "%3b");
    all.add(path + "%3f");
    all.add(path + "%23");
    all.add(path.toUpperCase(Locale.ROOT));
    all.add(Character.toUpperCase(path.charAt(0)) + path.substring(1));
    return all;
  }

  /** Every character percent-escaped that need not be: the same path, so the same decision. */
  private static String escaped(String path) {
    StringBuilder escaped = new StringBuilder();
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      escaped.append(c == '/' ? "/" : String.format("%%%02x", (int) c));
    }
    return escaped.toString();
  }

  private String everythingBut(String path) {
    String policy =
        "path \\\"*\\\" { capabilities = [\\\"create\\\", \\\"read\\\", \\\"update\\\", \\\"patch\\\", \\\"delete\\\","
            + " \\\"list\\\", \\\"scan\\\", \\\"sudo\\\"] } path \\\"%s\\\" { capabilities = [\\\"deny\\\"] }"
                .formatted(path);
    assertThat(vault.post("sys/policies/acl/but", "{\"policy\": \"" + policy + "\"}").status()).isEqualTo(204);
    return vault.post("auth/token/create", "{\"policies\": [\"but\"], \"no_default_policy\": true}").token();
  }

  @Test
  void noSpellingOfADeniedPathIsServed() {
    List<Served> routes = vault.served();
    assertThat(routes).hasSizeGreaterThan(100);
    String denied = everythingBut("*");
    for (Served route : routes) {
      for (String spelling : spellingsOf(route.path())) {
        Told told = vault.as(denied, route.method(), spelling, "{}");
        assertThat(told.isSuccess()).as(route.method() + " " + spelling + " was " + told.status()).isFalse();
      }
    }
  }

  @Test
  void anEscapedSpellingIsDecidedAsThePlainOneIs() {
    List<Served> routes = vault.served();
    String denied = everythingBut("*");
    int compared = 0;
    for (Served route : routes) {
      if (vault.as(denied, route.method(), route.path(), "{}").status() == 403) {
        Told spelled = vault.as(denied, route.method(), escaped(route.path()), "{}");
        assertThat(spelled.status()).as(route.toString()).isEqualTo(403);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void oneDeniedSecretIsDeniedInEverySpellingAndVerb() {
    vault.post("secret/data/team/db", "{\"data\": {\"k\": \"supersecret\"}}");
    String token = everythingBut("secret/data/team/db");
    assertThat(vault.as(token, "GET", "secret/data/team/db", "").status()).isEqualTo(403);
    List<String> spellings = new ArrayList<>(spellingsOf("secret/data/team/db"));
    spellings.add(escaped("secret/data/team/db"));
    spellings.add("secret/data/team/db?version=1");
    spellings.add("secret/data/team/db/");
    spellings.add("secret/data/team/%64b");
    for (String spelling : spellings) {
      for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH")) {
        Told told = vault.as(token, method, spelling, "{\"data\": {}}");
        assertThat(told.text()).as(method + " " + spelling).doesNotContain("supersecret");
      }
    }
    assertThat(vault.get("secret/data/team/db").text()).contains("supersecret").contains("\"version\":1");
  }

  @Test
  void aDenyOfAFolderHoldsHoweverItIsListed() {
    vault.post("secret/data/team/db", "{\"data\": {}}");
    String token = everythingBut("secret/metadata/team/*");
    for (String[] asked :
        new String[][] {
          {"LIST", "secret/metadata/team"}, {"LIST", "secret/metadata/team/"},
          {"GET", "secret/metadata/team?list=true"}, {"GET", "secret/metadata/team/?list=true"},
          {"SCAN", "secret/metadata/team"}, {"SCAN", "secret/metadata/team/"},
          {"GET", "secret/metadata/team/?scan=true"}, {"GET", "secret/metadata/team?list=1&limit=0"},
          {"LIST", "secret/metadata/%74eam"}, {"LIST", "secret/metadata/team?after=a"}
        }) {
      Told told = vault.as(token, asked[0], asked[1], "");
      assertThat(told.isSuccess()).as(asked[0] + " " + asked[1]).isFalse();
      assertThat(told.text()).doesNotContain("db");
    }
  }

  @Test
  void aNamespaceInAHeaderChangesNoPath() {
    vault.post("secret/data/team/db", "{\"data\": {\"k\": \"supersecret\"}}");
    String token = everythingBut("secret/data/team/db");
    for (String namespace : List.of("", "root", "/", "team", "secret", "secret/data", "..", "root/..")) {
      for (String path : List.of("/v1/secret/data/team/db", "/v1/data/team/db", "/v1/team/db", "/v1/db")) {
        Told told =
            vault.send(
                "GET", path,
                Map.of("X-Vault-Token", List.of(token), "X-Vault-Namespace", List.of(namespace)), "");
        assertThat(told.isSuccess()).as(namespace + " " + path).isFalse();
      }
    }
  }
}
