package dev.coffer.kit.hcl;

import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads HCL 1: attributes, blocks with labels, lists, objects with or without commas, heredocs and
 * three kinds of comment; or the same as JSON, when the text's first character is a brace. Stricter
 * than HashiCorp's reader where that one guesses: no name is assigned twice, no value is left out.
 */
public final class HclReader {
  private final HclLimits limits;

  public HclReader(HclLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a whole text.
   *
   * @throws HclException when the text is not HCL, or passes a limit
   */
  public Hcl.Body read(String text) {
    Hcl.Place top = new Hcl.Place(1, 1);
    if (text.length() > limits.charsMax()) {
      throw new HclException(top, "the text has more than " + limits.charsMax() + " characters");
    }
    if (!isUnicode(text) || text.indexOf('\0') >= 0) {
      throw new HclException(top, "the text is not valid Unicode, or has NUL characters in it");
    }
    boolean json = text.stripLeading().startsWith("{");
    if (json) {
      // The strict grammar is the JSON reader's; what follows only adds the places.
      checkJson(text, top);
    }
    return new Parser(new HclLexer(text), limits, json).file();
  }

  private void checkJson(String text, Hcl.Place top) {
    try {
      new JsonReader(new JsonLimits(limits.depthMax(), limits.entriesMax(), limits.charsMax())).read(text);
    } catch (JsonException bad) {
      throw new HclException(top, String.valueOf(bad.getMessage()));
    }
  }

  static boolean isUnicode(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isHighSurrogate(c) && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** One token ahead, recursive descent; the depth is bounded by the limits. */
  private static final class Parser {
    private final HclLexer lexer;
    private final HclLimits limits;
    private final boolean json;
    private HclToken ahead;
    private int entries;

    Parser(HclLexer lexer, HclLimits limits, boolean json) {
      this.lexer = lexer;
      this.limits = limits;
      this.json = json;
      this.ahead = lexer.next();
    }

    Hcl.Body file() {
      Hcl.Place place = ahead.place();
      if (json) {
        take();
        Hcl.Body body = body(HclToken.Kind.CLOSE_BRACE, place, 1);
        take();
        return body;
      }
      return body(HclToken.Kind.END, place, 0);
    }

    private Hcl.Body body(HclToken.Kind end, Hcl.Place place, int depth) {
      if (depth > limits.depthMax()) {
        throw new HclException(place, "this is nested more than " + limits.depthMax() + " deep");
      }
      List<Hcl.Entry> found = new ArrayList<>();
      Set<String> assigned = new HashSet<>();
      while (!ahead.is(end)) {
        if (ahead.is(HclToken.Kind.END)) {
          throw new HclException(place, "expected a } that closes this brace before the text ends");
        }
        Hcl.Entry entry = entry(depth);
        if (entry.assigned() && !assigned.add(entry.name())) {
          throw new HclException(entry.place(), "this name has a value already in the same block");
        }
        found.add(entry);
        if (ahead.is(HclToken.Kind.COMMA)) {
          take();
        }
      }
      return new Hcl.Body(found, place);
    }

    private Hcl.Entry entry(int depth) {
      spend();
      HclToken name = take();
      if (!name.is(HclToken.Kind.NAME) && !name.is(HclToken.Kind.STRING)) {
        throw new HclException(name.place(), "expected a name or a closing }");
      }
      List<Hcl.Label> labels = new ArrayList<>();
      while (ahead.is(HclToken.Kind.NAME) || ahead.is(HclToken.Kind.STRING)) {
        spend();
        HclToken label = take();
        labels.add(new Hcl.Label(label.text(), label.place()));
      }
      HclToken sign = take();
      if (sign.is(HclToken.Kind.OPEN_BRACE)) {
        Hcl.Body body = body(HclToken.Kind.CLOSE_BRACE, sign.place(), depth + 1);
        take();
        return new Hcl.Entry(name.text(), labels, body, false, name.place());
      }
      if (!sign.is(json ? HclToken.Kind.COLON : HclToken.Kind.ASSIGN)) {
        throw new HclException(sign.place(), "expected = or { behind a name");
      }
      if (!labels.isEmpty()) {
        throw new HclException(sign.place(), "expected { behind a label, not =");
      }
      return new Hcl.Entry(name.text(), List.of(), value(depth), true, name.place());
    }

    private Hcl value(int depth) {
      HclToken token = take();
      return switch (token.kind()) {
        case STRING -> new Hcl.Text(token.text(), token.place());
        case NUMBER -> new Hcl.Number(token.text(), token.place());
        case OPEN_BRACE -> {
          Hcl.Body body = body(HclToken.Kind.CLOSE_BRACE, token.place(), depth + 1);
          take();
          yield body;
        }
        case OPEN_BRACKET -> items(token.place(), depth + 1);
        case NAME -> word(token);
        case CLOSE_BRACE, CLOSE_BRACKET, COMMA, ASSIGN, COLON, END ->
            throw new HclException(token.place(), "expected a value");
      };
    }

    private Hcl word(HclToken token) {
      if (token.text().equals("true") || token.text().equals("false")) {
        return new Hcl.Bool(token.text().equals("true"), token.place());
      }
      if (json && token.text().equals("null")) {
        return new Hcl.Null(token.place());
      }
      throw new HclException(token.place(), "expected a value; text must stand in quotes");
    }

    private Hcl.Items items(Hcl.Place place, int depth) {
      if (depth > limits.depthMax()) {
        throw new HclException(place, "this is nested more than " + limits.depthMax() + " deep");
      }
      List<Hcl> found = new ArrayList<>();
      while (!ahead.is(HclToken.Kind.CLOSE_BRACKET)) {
        spend();
        found.add(value(depth));
        if (ahead.is(HclToken.Kind.COMMA)) {
          take();
        } else if (!ahead.is(HclToken.Kind.CLOSE_BRACKET)) {
          throw new HclException(ahead.place(), "expected a comma or a closing ]");
        }
      }
      take();
      return new Hcl.Items(found, place);
    }

    private HclToken take() {
      HclToken token = ahead;
      if (!token.is(HclToken.Kind.END)) {
        ahead = lexer.next();
      }
      return token;
    }

    private void spend() {
      if (++entries > limits.entriesMax()) {
        throw new HclException(
            ahead.place(), "the text has more than " + limits.entriesMax() + " entries");
      }
    }
  }
}
