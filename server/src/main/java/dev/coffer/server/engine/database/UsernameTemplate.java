package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.ArrayList;
import java.util.List;

/**
 * Vault's username templates: text with actions in double braces, each a pipeline of functions, such
 * as <code>{{.RoleName | truncate 8 | uppercase}}-{{random 20}}</code>. A small part of Go's
 * templates: no variables, no conditions, no loops, so it always ends.
 */
final class UsernameTemplate {
  private static final int CHARS_MAX = 4_096;
  private static final int DEPTH_MAX = 16;

  private final List<Node> parts;

  /** A piece of the template that becomes text. */
  sealed interface Node {
    record Text(String value) implements Node {}

    /** {@code .DisplayName}. */
    record Field(String name) implements Node {}

    /** A function with what stands behind it, and last what was piped into it. */
    record Call(String function, List<Node> arguments) implements Node {}
  }

  private UsernameTemplate(List<Node> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Parses.
   *
   * @throws Refused {@code Malformed} with the column and what was expected there
   */
  static UsernameTemplate parse(String text) {
    if (text.length() > CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("username_template", CHARS_MAX, "characters"));
    }
    List<Node> parts = new ArrayList<>();
    int at = 0;
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
      parts.add(new Node.Text(text.substring(at, open)));
      Parser parser = new Parser(text, open + 2);
      parts.add(parser.pipeline(0));
      parser.expect("}}");
      at = parser.at;
    }
    parts.add(new Node.Text(text.substring(at)));
    return new UsernameTemplate(parts);
  }

  String render(TemplateFunctions functions) {
    StringBuilder name = new StringBuilder();
    parts.forEach(part -> name.append(value(part, functions)));
    return name.toString();
  }

  private static String value(Node node, TemplateFunctions functions) {
    return switch (node) {
      case Node.Text(String value) -> value;
      case Node.Field(String name) -> functions.field(name);
      case Node.Call(String function, List<Node> arguments) ->
          functions.call(function, arguments.stream().map(argument -> value(argument, functions)).toList());
    };
  }

  /** Recursive descent over one action. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text, int at) {
      this.text = text;
      this.at = at;
    }

    Node pipeline(int depth) {
      if (depth > DEPTH_MAX) {
        throw expected("at most " + DEPTH_MAX + " nested parentheses");
      }
      Node value = command(depth);
      while (peek() == '|') {
        at++;
        Node next = command(depth);
        if (!(next instanceof Node.Call(String function, List<Node> arguments))) {
          throw expected("a function behind |");
        }
        List<Node> more = new ArrayList<>(arguments);
        more.add(value);
        value = new Node.Call(function, more);
      }
      return value;
    }

    private Node command(int depth) {
      if (!Character.isLetter(peek())) {
        return operand(depth);
      }
      String function = word();
      List<Node> arguments = new ArrayList<>();
      for (char next = peek(); next != '|' && next != ')' && next != '}'; next = peek()) {
        arguments.add(Character.isLetter(next) ? new Node.Call(word(), List.of()) : operand(depth));
      }
      return new Node.Call(function, arguments);
    }

    private Node operand(int depth) {
      char next = peek();
      return switch (next) {
        case '(' -> {
          at++;
          Node inner = pipeline(depth + 1);
          expect(")");
          yield inner;
        }
        case '.' -> {
          at++;
          yield new Node.Field(word());
        }
        case '"', '`' -> new Node.Text(quoted(next));
        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> new Node.Text(word());
        default -> throw expected("a function, a field, a text in quotes or a number");
      };
    }

    private String quoted(char quote) {
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char next = text.charAt(at);
        if (next == quote) {
          at++;
          return value.toString();
        }
        if (next == '\\' && quote == '"' && at + 1 < text.length()) {
          at++;
          next = text.charAt(at);
          if (next != '"' && next != '\\') {
            throw expected("\\\" or \\\\, the only escapes here");
          }
        }
        value.append(next);
      }
      throw expected("the end of this text");
    }

    private String word() {
      int from = at;
      while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      if (from == at) {
        throw expected("a name");
      }
      return text.substring(from, at);
    }

    /** The next character that is no blank; {@code '}'} also at the end, where an action must have ended. */
    private char peek() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : '}';
    }

    void expect(String token) {
      peek();
      if (!text.startsWith(token, at)) {
        throw expected(token);
      }
      at += token.length();
    }

    private Refused expected(String what) {
      return Refused.malformed("invalid username_template: column " + (at + 1) + ": expected " + what);
    }
  }
}
