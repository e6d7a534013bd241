package dev.coffer.kit.hcl;

import dev.coffer.kit.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads the fields of a block by name and type, and at the {@link #end} refuses whatever nobody
 * asked for. Used by one thread. Every method throws {@link HclException} naming the place.
 */
public final class HclFields {
  private final Hcl.Body body;
  private final Set<String> asked = new HashSet<>();

  /** A block with its labels, in the order of the text. */
  public record Block(List<Hcl.Label> labels, Hcl.Body body, Hcl.Place place) {
    public Block {
      labels = List.copyOf(labels);
    }
  }

  public HclFields(Hcl.Body body) {
    this.body = body;
  }

  public Hcl.Place place() {
    return body.place();
  }

  /** The value as it stands; blocks of that name are refused. */
  public Optional<Hcl> value(String name) {
    return single(name, (entry, _) -> entry.value());
  }

  public Optional<String> text(String name) {
    return single(name, (entry, where) -> text(entry.value(), where));
  }

  /** {@code true}, {@code false}, those words in quotes, or 1 and 0, which Vault takes too. */
  public Optional<Boolean> bool(String name) {
    return single(
        name,
        (entry, where) ->
            switch (entry.value()) {
              case Hcl.Bool bool -> bool.value();
              case Hcl.Number number when number.literal().equals("1") || number.literal().equals("0") ->
                  number.literal().equals("1");
              case Hcl.Text text when text.value().equals("true") || text.value().equals("false") ->
                  text.value().equals("true");
              case Hcl other -> throw new HclException(other.place(), where + " must be true or false");
            });
  }

  /** An integer between the two bounds, both included; digits in quotes count too. */
  public Optional<Long> integer(String name, long min, long max) {
    return single(
        name,
        (entry, where) -> {
          String literal =
              switch (entry.value()) {
                case Hcl.Number number -> number.literal();
                case Hcl.Text text -> text.value();
                case Hcl other -> throw new HclException(other.place(), where + " must be a number");
              };
          if (literal.length() <= 19 && literal.matches("-?[0-9]{1,18}")) {
            long value = Long.parseLong(literal);
            if (value >= min && value <= max) {
              return value;
            }
          }
          throw new HclException(
              entry.value().place(), where + " must be a whole number from " + min + " to " + max);
        });
  }

  /** A duration that is not negative: a number of seconds, or text such as {@code "1h30m"}. */
  public Optional<Duration> duration(String name) {
    return single(
        name,
        (entry, where) -> {
          Optional<Duration> parsed =
              switch (entry.value()) {
                case Hcl.Number number -> Durations.parse(number.literal());
                case Hcl.Text text when !text.value().isBlank() -> Durations.parse(text.value());
                case Hcl _ -> Optional.empty();
              };
          return parsed
              .filter(duration -> !duration.isNegative())
              .orElseThrow(
                  () ->
                      new HclException(
                          entry.value().place(),
                          where + " must be a duration: seconds, or text such as \"90s\" or \"1h\""));
        });
  }

  /** A list of strings. */
  public Optional<List<String>> texts(String name) {
    return single(
        name,
        (entry, where) -> {
          if (!(entry.value() instanceof Hcl.Items items)) {
            throw new HclException(entry.value().place(), where + " must be a list");
          }
          List<String> values = new ArrayList<>();
          for (Hcl item : items.values()) {
            values.add(text(item, "each item of " + where));
          }
          return List.copyOf(values);
        });
  }

  /** An object, written as {@code name = {…}} or {@code name {…}}. */
  public Optional<Hcl.Body> object(String name) {
    return single(
        name,
        (entry, where) -> {
          if (entry.value() instanceof Hcl.Body object) {
            return object;
          }
          throw new HclException(entry.value().place(), where + " must be an object");
        });
  }

  /**
   * All blocks of that name with exactly so many labels, also where the labels are keys of nested
   * objects and lists of objects, as JSON writes them.
   */
  public List<Block> blocks(String name, int labels) {
    asked.add(name);
    List<Block> found = new ArrayList<>();
    for (Hcl.Entry entry : body.entries()) {
      if (entry.name().equals(name)) {
        collect(entry.value(), entry.labels(), labels, entry.place(), found);
      }
    }
    return List.copyOf(found);
  }

  private static void collect(
      Hcl value, List<Hcl.Label> labels, int wanted, Hcl.Place place, List<Block> found) {
    if (labels.size() > wanted) {
      throw new HclException(labels.get(wanted).place(), "expected { here, not a further label");
    }
    switch (value) {
      case Hcl.Body body when labels.size() == wanted -> found.add(new Block(labels, body, place));
      case Hcl.Body body -> {
        for (Hcl.Entry entry : body.entries()) {
          List<Hcl.Label> more = new ArrayList<>(labels);
          more.add(new Hcl.Label(entry.name(), entry.place()));
          more.addAll(entry.labels());
          collect(entry.value(), more, wanted, entry.place(), found);
        }
      }
      case Hcl.Items items -> {
        for (Hcl item : items.values()) {
          if (!(item instanceof Hcl.Body)) {
            throw new HclException(item.place(), "expected a block");
          }
          collect(item, labels, wanted, item.place(), found);
        }
      }
      case Hcl other -> throw new HclException(other.place(), "expected a block");
    }
  }

  /** Says that a name is known and ignored; tells where it stands. */
  public Optional<Hcl.Place> ignored(String name) {
    asked.add(name);
    return body.entries().stream()
        .filter(entry -> entry.name().equals(name))
        .map(Hcl.Entry::place)
        .findFirst();
  }

  /** Refuses every name that was not asked for. */
  public void end() {
    for (Hcl.Entry entry : body.entries()) {
      if (!asked.contains(entry.name())) {
        throw new HclException(
            entry.place(), "this name is not known here; known are " + String.join(", ", asked.stream().sorted().toList()));
      }
    }
  }

  private <T> Optional<T> single(String name, BiFunction<Hcl.Entry, String, T> reader) {
    asked.add(name);
    Optional<T> found = Optional.empty();
    for (Hcl.Entry entry : body.entries()) {
      if (entry.name().equals(name)) {
        if (found.isPresent()) {
          throw new HclException(entry.place(), name + " stands twice in the same block");
        }
        if (!entry.labels().isEmpty()) {
          throw new HclException(entry.labels().getFirst().place(), name + " takes no label");
        }
        found = Optional.of(reader.apply(entry, name));
      }
    }
    return found;
  }

  private static String text(Hcl value, String where) {
    if (value instanceof Hcl.Text text) {
      return text.value();
    }
    throw new HclException(value.place(), where + " must be text in quotes");
  }
}
