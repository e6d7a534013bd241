package dev.coffer.server.identity.mfa;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.crypto.RandomUuid;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The methods, and which logins demand them. All in one row, which every login reads and its commit
 * expects: a demand that is added while somebody logs in counts for them.
 */
public final class MfaSettings {
  private static final Key ROW = Key.of("identity/mfa-settings");
  private static final int METHODS_MAX = 100;
  private static final int ENFORCEMENTS_MAX = 1_000;
  private static final int LISTED_MAX = 1_000;
  private static final Pattern NAME = Pattern.compile("\\w(?:[\\w.-]{0,126}\\w)?");

  private final Barrier barrier;
  private final SecureRandom random;
  private final Decoded<Settings> decoded = new Decoded<>(2, MfaSettings::decode);

  MfaSettings(Barrier barrier, SecureRandom random) {
    this.barrier = barrier;
    this.random = random;
  }

  /** All of it. */
  record Settings(List<TotpMethod> methods, List<Enforcement> enforcements) {
    static final Settings NONE = new Settings(List.of(), List.of());

    Settings {
      methods = List.copyOf(methods);
      enforcements = List.copyOf(enforcements);
    }

    Optional<TotpMethod> method(String id) {
      return methods.stream().filter(method -> method.id().equals(id)).findFirst();
    }

    /** By id, or by a name, which may then not be empty. */
    Optional<TotpMethod> called(String idOrName) {
      return methods.stream()
          .filter(method -> method.id().equals(idOrName) || (!idOrName.isEmpty() && method.name().equals(idOrName)))
          .findFirst();
    }

    Settings with(TotpMethod method) {
      List<TotpMethod> all = new ArrayList<>(methods);
      all.removeIf(other -> other.id().equals(method.id()));
      all.add(method);
      return new Settings(all, enforcements);
    }

    Settings with(Enforcement enforcement) {
      List<Enforcement> all = new ArrayList<>(enforcements);
      all.removeIf(other -> other.name().equals(enforcement.name()));
      all.add(enforcement);
      return new Settings(methods, all);
    }
  }

  Settings at(Reading reading) {
    return reading.get(ROW, decoded).map(Versioned::value).orElse(Settings.NONE);
  }

  Expectation unchanged(Reading reading) {
    return new Expectation(
        ROW, reading.get(ROW, decoded).map(Versioned::version).orElse(Expectation.ABSENT));
  }

  /** All methods. */
  public List<TotpMethod> methods() {
    try (Reading reading = barrier.read()) {
      return at(reading).methods();
    }
  }

  public Optional<TotpMethod> method(String id) {
    try (Reading reading = barrier.read()) {
      return at(reading).method(id);
    }
  }

  /** Makes a method. */
  public TotpMethod create(Permit permit, UnaryOperator<TotpMethod> wish) {
    TotpMethod method = wish.apply(TotpMethod.fresh(RandomUuid.text(random))).checked();
    change(permit, settings -> named(settings, method));
    return method;
  }

  /** Changes a method; secrets that it gave keep the terms they were given with. */
  public TotpMethod change(Permit permit, String id, UnaryOperator<TotpMethod> wish) {
    TotpMethod method =
        wish.apply(method(id).orElseThrow(() -> Refused.malformed("no method of that id"))).checked();
    change(permit, settings -> named(settings, method));
    return method;
  }

  private static Settings named(Settings settings, TotpMethod method) {
    Optional<TotpMethod> other =
        settings.called(method.name()).filter(known -> !known.id().equals(method.id()));
    if (other.isPresent()) {
      throw Refused.malformed("another method has that name");
    }
    if (settings.methods().size() >= METHODS_MAX && settings.method(method.id()).isEmpty()) {
      throw new Refused(new Failure.TooLarge("methods", METHODS_MAX, "methods"));
    }
    return settings.with(method);
  }

  /**
   * Removes a method.
   *
   * @throws Refused {@code Malformed} while a login demands it
   */
  public void delete(Permit permit, String id) {
    change(
        permit,
        settings -> {
          if (settings.enforcements().stream().anyMatch(one -> one.methods().contains(id))) {
            throw Refused.malformed("the method is still used by a login enforcement; change that first");
          }
          return new Settings(
              settings.methods().stream().filter(method -> !method.id().equals(id)).toList(),
              settings.enforcements());
        });
  }

  /** All enforcements. */
  public List<Enforcement> enforcements() {
    try (Reading reading = barrier.read()) {
      return at(reading).enforcements();
    }
  }

  public Optional<Enforcement> enforcement(String name) {
    return enforcements().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * Makes or replaces an enforcement.
   *
   * @param wish its id is not looked at
   */
  public void put(Permit permit, Enforcement wish) {
    if (!NAME.matcher(wish.name()).matches()) {
      throw Refused.malformed("a name has up to 128 letters, digits and _, and . or - between them");
    }
    if (wish.methods().isEmpty()) {
      throw Refused.malformed("missing method ids");
    }
    for (List<String> list : List.of(wish.methods(), wish.accessors(), wish.types(), wish.groups(), wish.entities())) {
      if (list.size() > LISTED_MAX) {
        throw new Refused(new Failure.TooLarge("a list of a login enforcement", LISTED_MAX, "items"));
      }
    }
    if (wish.accessors().isEmpty() && wish.types().isEmpty() && wish.groups().isEmpty() && wish.entities().isEmpty()) {
      throw Refused.malformed(
          "one of auth_method_accessors, auth_method_types, identity_group_ids, identity_entity_ids must be"
              + " specified");
    }
    change(
        permit,
        settings -> {
          if (!wish.methods().stream().allMatch(id -> settings.method(id).isPresent())) {
            throw Refused.malformed("one of the provided method ids doesn't exist");
          }
          if (settings.enforcements().size() >= ENFORCEMENTS_MAX) {
            throw new Refused(new Failure.TooLarge("login enforcements", ENFORCEMENTS_MAX, "enforcements"));
          }
          String id =
              settings.enforcements().stream()
                  .filter(one -> one.name().equals(wish.name()))
                  .map(Enforcement::id)
                  .findFirst()
                  .orElseGet(() -> RandomUuid.text(random));
          return settings.with(
              new Enforcement(
                  wish.name(), id, wish.methods(), wish.accessors(), wish.types(), wish.groups(),
                  wish.entities()));
        });
  }

  public void deleteEnforcement(Permit permit, String name) {
    change(
        permit,
        settings ->
            new Settings(
                settings.methods(),
                settings.enforcements().stream().filter(one -> !one.name().equals(name)).toList()));
  }

  private void change(Permit permit, UnaryOperator<Settings> change) {
    try (Reading reading = barrier.read()) {
      Settings next = change.apply(at(reading));
      barrier.commit(
          new Changes()
              .expectAll(permit.revisions())
              .expect(unchanged(reading))
              .put(ROW, encode(next)));
    }
  }

  private static byte[] encode(Settings settings) {
    return CborWriter.array(
        out ->
            out.each(settings.methods(), method -> TotpMethod.write(out, method))
                .each(settings.enforcements(), one -> Enforcement.write(out, one)));
  }

  private static Settings decode(byte[] row) {
    return CborReader.array(
        row, in -> new Settings(in.each(TotpMethod::read), in.each(Enforcement::read)));
  }
}
