package dev.coffer.server.gate.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a rule with {@code {{expressions}}} in it. Wildcards are what the policy's author wrote
 * around them: a value that is filled in stands for its own characters inside one segment, whatever
 * they are. One that could be no part of a segment (empty, with a slash or a control character, or
 * {@code .} and {@code ..}) makes the rule match no path, to which every request's path agrees.
 */
record PathTemplate(List<Piece> pieces) {
  static final int EXPRESSIONS_MAX = 32;

  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** What Vault knows to fill in; anything else is legal and stands for nothing. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "identity\\.(entity\\.(id|name|metadata\\..+|aliases\\.[^.]+\\.(id|name|metadata\\..+|custom_metadata\\..+))"
              + "|groups\\.ids\\.[^.]+\\.(name|metadata\\..+)|groups\\.names\\..+\\.(id|metadata\\..+))");

  /** A part of the path. */
  sealed interface Piece {
    /** As the policy says it. */
    record Plain(String text) implements Piece {}

    /** To be filled in. */
    record Asked(String expression) implements Piece {}
  }

  PathTemplate {
    pieces = List.copyOf(pieces);
  }

  static boolean isTemplate(String path) {
    return path.contains(OPEN) || path.contains(CLOSE);
  }

  /**
   * Splits a path.
   *
   * @throws IllegalArgumentException when braces are not in pairs, or there are too many
   */
  static PathTemplate of(String path) {
    String plain = path.startsWith("/") ? path.substring(1) : path;
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    int expressions = 0;
    for (int open = plain.indexOf(OPEN); open >= 0; open = plain.indexOf(OPEN, at)) {
      int close = plain.indexOf(CLOSE, open);
      if (close < 0) {
        throw new IllegalArgumentException("expected {{ and }} in pairs");
      }
      expressions++;
      pieces.add(new Piece.Plain(checked(plain.substring(at, open))));
      pieces.add(new Piece.Asked(expression(plain.substring(open + OPEN.length(), close))));
      at = close + CLOSE.length();
    }
    if (expressions > EXPRESSIONS_MAX) {
      throw new IllegalArgumentException("a path has at most " + EXPRESSIONS_MAX + " templates");
    }
    pieces.add(new Piece.Plain(checked(plain.substring(at))));
    return new PathTemplate(pieces);
  }

  private static String checked(String text) {
    if (isTemplate(text) || text.indexOf(PathPattern.LITERAL_PLUS) >= 0) {
      throw new IllegalArgumentException("expected {{ and }} in pairs");
    }
    return text;
  }

  private static String expression(String between) {
    String expression = between.strip();
    if (expression.isEmpty() || expression.contains("{")) {
      throw new IllegalArgumentException("expected an identity template between {{ and }}");
    }
    return expression;
  }

  /** Whether every expression could stand for something. */
  boolean isKnown() {
    return pieces.stream()
        .allMatch(
            piece ->
                switch (piece) {
                  case Piece.Plain _ -> true;
                  case Piece.Asked asked -> KNOWN.matcher(asked.expression()).matches();
                });
  }

  /** The pattern for one caller, or empty when it matches no path. */
  Optional<PathPattern> fill(TemplateValues values) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Plain plain -> filled.append(plain.text());
        case Piece.Asked asked -> {
          Optional<String> value = values.value(asked.expression()).filter(PathTemplate::isPartOfSegment);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          filled.append(value.get().replace('+', PathPattern.LITERAL_PLUS));
        }
      }
    }
    boolean open = pieces.getLast() instanceof Piece.Plain(String end) && end.endsWith("*");
    if (open) {
      filled.setLength(filled.length() - 1);
    }
    return Optional.of(PathPattern.filled(filled.toString(), open));
  }

  private static boolean isPartOfSegment(String value) {
    return !value.isEmpty()
        && !value.equals(".")
        && !value.equals("..")
        && value.indexOf('/') < 0
        && value.chars().noneMatch(Character::isISOControl);
  }
}
