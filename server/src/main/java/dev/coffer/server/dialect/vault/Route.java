package dev.coffer.server.dialect.vault;

import java.util.List;
import java.util.function.Predicate;

/**
 * One line of a route table: what it serves, what it is called, which fields it knows, who handles
 * it. The OpenAPI document and path-help are made from the same lines.
 *
 * @param <E> the engine that handlers get
 * @param sudo root-protected: the caller needs {@code sudo} on the path beside what the handler needs
 * @param anyFields fields are data (KV version 1, cubbyhole): none is unknown
 * @param slash a slash at the end is accepted and dropped, since Vault's clients end mount paths so
 * @param folding names below the mount mean the same in any case, as the method's protocol has it
 *     (for some as the mount is configured): they are folded to lower case before anything is asked, so that policy and store see one name
 */
public record Route<E>(
    Verb verb,
    PathPattern pattern,
    String summary,
    List<Field> fields,
    Door<E> door,
    boolean sudo,
    boolean anyFields,
    boolean slash,
    Predicate<E> folding,
    Rendering rendering) {

  /** The shape of a successful body. */
  public enum Rendering {
    /** {@code request_id}, {@code data} and the rest. */
    ENVELOPE,
    /** The envelope, with the members of {@code data} repeated at the top, as old sys paths do. */
    ENVELOPE_AND_TOP,
    /** The data alone. */
    PLAIN
  }

  public Route {
    fields = List.copyOf(fields);
  }

  public static <E> Route<E> read(
      String pattern, String summary, Door.PolicedHandler<E> handler, Field... fields) {
    return of(Verb.READ, pattern, summary, new Door.Policed<>(handler), fields);
  }

  /** POST and PUT. */
  public static <E> Route<E> write(
      String pattern, String summary, Door.PolicedHandler<E> handler, Field... fields) {
    return of(Verb.WRITE, pattern, summary, new Door.Policed<>(handler), fields);
  }

  public static <E> Route<E> patch(
      String pattern, String summary, Door.PolicedHandler<E> handler, Field... fields) {
    return of(Verb.PATCH, pattern, summary, new Door.Policed<>(handler), fields);
  }

  public static <E> Route<E> delete(
      String pattern, String summary, Door.PolicedHandler<E> handler, Field... fields) {
    return of(Verb.DELETE, pattern, summary, new Door.Policed<>(handler), fields);
  }

  /** LIST, and GET with {@code list=true}. An answer whose {@code keys} are empty becomes a 404. */
  public static <E> Route<E> list(
      String pattern, String summary, Door.PolicedHandler<E> handler, Field... fields) {
    return of(Verb.LIST, pattern, summary, new Door.Policed<>(handler), fields);
  }

  /** SCAN, and GET with {@code scan=true}. */
  public static <E> Route<E> scan(
      String pattern, String summary, Door.PolicedHandler<E> handler, Field... fields) {
    return of(Verb.SCAN, pattern, summary, new Door.Policed<>(handler), fields);
  }

  /** Audited, without policy: a closed list that a test checks. */
  public static <E> Route<E> login(
      Verb verb, String pattern, String summary, Door.LoginHandler<E> handler, Field... fields) {
    return of(verb, pattern, summary, new Door.Login<>(handler), fields);
  }

  /** Also while sealed, without policy: a closed list that a test checks. */
  public static <E> Route<E> bare(
      Verb verb, String pattern, String summary, Door.BareHandler<E> handler, Field... fields) {
    return of(verb, pattern, summary, new Door.Bare<>(handler), fields);
  }

  /** For a path that nothing serves; any field may come. */
  static Route<Sys> unserved(Verb verb, Door.PolicedHandler<Sys> handler) {
    return Route.of(verb, "", "", new Door.Policed<>(handler)).takingAnyFields();
  }

  private static <E> Route<E> of(
      Verb verb, String pattern, String summary, Door<E> door, Field... fields) {
    return new Route<>(
        verb, PathPattern.of(pattern), summary, List.of(fields), door, false, false, false, _ -> false,
        Rendering.ENVELOPE);
  }

  /** Root-protected. */
  public Route<E> withSudo() {
    return new Route<>(verb, pattern, summary, fields, door, true, anyFields, slash, folding, rendering);
  }

  public Route<E> takingAnyFields() {
    return new Route<>(verb, pattern, summary, fields, door, sudo, true, slash, folding, rendering);
  }

  public Route<E> allowingSlash() {
    return new Route<>(verb, pattern, summary, fields, door, sudo, anyFields, true, folding, rendering);
  }

  public Route<E> foldingCase() {
    return foldingCase(_ -> true);
  }

  public Route<E> foldingCase(Predicate<E> folds) {
    return new Route<>(verb, pattern, summary, fields, door, sudo, anyFields, slash, folds, rendering);
  }

  public Route<E> plain() {
    return new Route<>(verb, pattern, summary, fields, door, sudo, anyFields, slash, folding, Rendering.PLAIN);
  }

  public Route<E> repeatedAtTop() {
    return new Route<>(
        verb, pattern, summary, fields, door, sudo, anyFields, slash, folding, Rendering.ENVELOPE_AND_TOP);
  }

  <F> Route<F> bind(E engine) {
    boolean folds = folding.test(engine);
    return new Route<>(
        verb, pattern, summary, fields, door.bind(engine), sudo, anyFields, slash, _ -> folds, rendering);
  }

  boolean knows(String field) {
    for (Field known : fields) {
      if (known.name().equals(field)) {
        return true;
      }
    }
    return anyFields;
  }
}
