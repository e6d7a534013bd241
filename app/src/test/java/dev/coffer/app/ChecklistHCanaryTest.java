package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checklist H, the canary: unique secrets go in through every kind of request, and then everything
 * the server leaves behind is searched for them, raw, in base64 and in hex.
 */
class ChecklistHCanaryTest {
  @TempDir private Path home;

  private final List<String> canaries = new ArrayList<>();

  private String canary(String what) {
    String value = "CANARY-" + what + "-" + Long.toHexString(0x9E3779B97F4A7C15L * (canaries.size() + 1));
    canaries.add(value);
    return value;
  }

  @Test
  void noSecretIsFoundInAnythingTheServerLeavesBehind() throws Exception {
    String config = "-config=" + ServerProcess.configuration(home);
    Path audit = home.resolve("audit.log");
    List<String> answers = new ArrayList<>();
    String log;
    try (ServerProcess server = ServerProcess.start(home, config);
        Http http = new Http(server.address())) {
      String root =
          http.send("PUT", "", "sys/init", "{\"recovery_shares\":1,\"recovery_threshold\":1}")
              .json()
              .text("root_token")
              .orElseThrow();
      canaries.add(root);
      http.send("PUT", root, "sys/audit/file", "{\"type\":\"file\",\"options\":{\"file_path\":\"" + audit + "\"}}");
      http.send("POST", root, "sys/mounts/secret", "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}");
      http.send("POST", root, "sys/mounts/old", "{\"type\":\"kv\",\"options\":{\"version\":\"1\"}}");
      plant(http, root, answers);
      answers.add(http.send("GET", root, "sys/metrics?format=prometheus", "").text());
      answers.add(http.get(root, "sys/config/state/sanitized").text());
      log = server.output();
      server.stop();
      log = log + server.output();
    }
    assertThat(Files.readString(audit)).contains("secret/data/a").contains("hmac-sha256:");
    for (String canary : canaries) {
      for (String form : forms(canary)) {
        assertThat(log).as("log").doesNotContain(form);
        assertThat(answers).as("answers that must not repeat input").noneMatch(text -> text.contains(form));
        assertThat(filesWith(form)).as(canary).isEmpty();
      }
    }
  }

  /** Answers that echo a secret to its owner are thrown away; errors and listings are kept. */
  private void plant(Http http, String root, List<String> answers) throws IOException {
    answers.add(http.post(root, "secret/data/a", data(Json.object().put("k", canary("kv2")).build())).text());
    answers.add(http.send("PATCH", root, "secret/data/a", "{\"data\":{\"p\":\"" + canary("patch") + "\"}}").text());
    answers.add(
        http.post(root, "secret/data/deep",
                data(Json.object().put("n", Json.object().put("m", Json.texts(List.of(canary("nested")))).build()).build()))
            .text());
    http.get(root, "secret/data/a");
    answers.add(http.get(root, "secret/metadata/a").text());
    answers.add(http.get(root, "secret/subkeys/a").text());
    answers.add(http.post(root, "old/a", Json.object().put("k", canary("kv1")).build()).text());
    http.get(root, "old/a");
    answers.add(http.post(root, "cubbyhole/a", Json.object().put("k", canary("cubbyhole")).build()).text());
    answers.add(http.get(canary("bad-token"), "secret/data/a").text());
    answers.add(http.get("hvs." + canary("bad-token"), "secret/data/a").text());
    answers.add(http.send("POST", root, "secret/data/broken", "{\"data\":{\"k\":\"" + canary("broken") + "\"").text());
    answers.add(http.send("POST", root, "secret/data/odd", "{\"data\":\"" + canary("odd") + "\"}").text());
    answers.add(http.send("POST", root, "secret/data/cas", "{\"options\":{\"cas\":\"" + canary("cas") + "\"},\"data\":{}}").text());
    answers.add(http.send("POST", root, "sys/policies/acl/p", "{\"policy\":\"path \\\"a\\\" { " + canary("policy").toLowerCase(java.util.Locale.ROOT) + " = 1 }\"}").text());
    Json.Object made = http.post(root, "auth/token/create", Json.object().put("ttl", "1h").build()).json();
    String token = made.object("auth").flatMap(auth -> auth.text("client_token")).orElseThrow();
    canaries.add(token);
    answers.add(http.post(root, "auth/token/revoke", Json.object().put("token", token).build()).text());
    answers.add(http.get(token, "secret/data/a").text());
    answers.add(http.post(root, "sys/wrapping/unwrap", Json.object().put("token", canary("envelope")).build()).text());
  }

  private static Json.Object data(Json.Object secret) {
    return Json.object().put("data", secret).build();
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    // The middle of the base64 of a secret that does not start on a group of three is found by shifting.
    List<String> forms = new ArrayList<>(List.of(secret, HexFormat.of().formatHex(bytes)));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[bytes.length + shift];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      forms.add(text.substring(4, text.length() - 4));
    }
    return forms;
  }

  private List<Path> filesWith(String form) throws IOException {
    byte[] wanted = form.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, wanted)).toList();
    }
  }

  private static boolean contains(Path file, byte[] wanted) {
    try {
      String haystack = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return haystack.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      return false; // A file of the store that is gone by now.
    }
  }
}
