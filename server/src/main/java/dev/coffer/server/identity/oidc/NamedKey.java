package dev.coffer.server.identity.oidc;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key that roles sign with, by name.
 *
 * @param rotation how long a version signs
 * @param verification how long a version that signs no more is published
 * @param clients ids of the clients it signs for, {@code *} for all
 * @param versions oldest first; the last one signs
 */
public record NamedKey(
    String name,
    SigningKind kind,
    Duration rotation,
    Duration verification,
    List<String> clients,
    List<Version> versions) {

  /**
   * A pair. Its private half has a row of its own, which is never remembered.
   *
   * @param id the {@code kid}
   * @param jwk the public half, as it is published
   * @param until when it is published no more; empty while it signs
   */
  public record Version(String id, String jwk, Instant created, Optional<Instant> until) {}

  public NamedKey {
    clients = List.copyOf(clients);
    versions = List.copyOf(versions);
  }

  boolean signsFor(String client) {
    return clients.contains("*") || clients.contains(client);
  }

  Version current() {
    return versions.getLast();
  }

  boolean isDueAt(Instant now) {
    return !now.isBefore(current().created().plus(rotation))
        || versions.stream().anyMatch(version -> version.until().filter(end -> !now.isBefore(end)).isPresent());
  }

  NamedKey with(List<Version> next) {
    return new NamedKey(name, kind, rotation, verification, clients, next);
  }

  public NamedKey told(SigningKind newKind, Duration newRotation, Duration newVerification, List<String> newClients) {
    return new NamedKey(name, newKind, newRotation, newVerification, newClients, versions);
  }

  byte[] encode() {
    return CborWriter.array(
        out ->
            out.text(name)
                .text(kind.name())
                .number(rotation.toSeconds())
                .number(verification.toSeconds())
                .each(clients, out::text)
                .each(
                    versions,
                    version ->
                        out.inner(
                            item ->
                                item.text(version.id())
                                    .text(version.jwk())
                                    .millis(version.created())
                                    .millis(version.until()))));
  }

  static NamedKey decode(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new NamedKey(
                in.text(),
                SigningKind.of(in.text()),
                Duration.ofSeconds(in.number()),
                Duration.ofSeconds(in.number()),
                in.each(CborReader::text),
                in.each(
                    item ->
                        item.inner(
                            version ->
                                new Version(
                                    version.text(), version.text(), version.millis(),
                                    version.maybe(CborReader::millis))))));
  }
}
