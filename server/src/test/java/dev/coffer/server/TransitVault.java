package dev.coffer.server;

import dev.coffer.kit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A whole server with transit mounted, and the words its tests say often. */
final class TransitVault implements AutoCloseable {
  final AssembledVault vault = new AssembledVault();

  TransitVault() {
    vault.post("sys/mounts/transit", "{\"type\": \"transit\"}");
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  AssembledVault.Told post(String path, String json) {
    return vault.post("transit/" + path, json.replace('\'', '"'));
  }

  AssembledVault.Told get(String path) {
    return vault.get("transit/" + path);
  }

  /** Makes a key of a type, with more fields as in {@code ", 'derived': true"}. */
  void key(String name, String type, String more) {
    AssembledVault.Told told = post("keys/" + name, "{'type': '" + type + "'" + more + "}");
    if (told.status() != 200) {
      throw new AssertionError(told.text());
    }
  }

  /** One text of the answer's data, or what went wrong. */
  String text(String path, String json, String field) {
    AssembledVault.Told told = post(path, json);
    if (told.status() != 200) {
      throw new AssertionError(path + ": " + told.text());
    }
    return told.data().text(field).orElseThrow();
  }

  String encrypt(String key, String text, String more) {
    return text("encrypt/" + key, "{'plaintext': '" + base64(text) + "'" + more + "}", "ciphertext");
  }

  String decrypt(String key, String ciphertext, String more) {
    String plain = text("decrypt/" + key, "{'ciphertext': '" + ciphertext + "'" + more + "}", "plaintext");
    return new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8);
  }

  boolean verifies(String path, String json) {
    AssembledVault.Told told = post(path, json);
    if (told.status() != 200) {
      throw new AssertionError(path + ": " + told.text());
    }
    return told.data().bool("valid").orElseThrow();
  }

  /** The one error of a refusal. */
  static String error(AssembledVault.Told told) {
    return ((Json.Text) told.body().array("errors").orElseThrow().items().getFirst()).value();
  }

  @Override
  public void close() {
    vault.close();
  }
}
