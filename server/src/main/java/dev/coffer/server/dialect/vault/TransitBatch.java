package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.transit.TransitEngine;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One item or many: what is asked of transit stands in the request itself or in its {@code
 * batch_input}. An item of a batch that fails has its own error among the results; a single item
 * that fails is a refused request.
 */
final class TransitBatch {
  static final Field BATCH = Field.list("batch_input", "Many items at once, each an object");
  static final Field PARTIAL =
      Field.integer("partial_failure_response_code", "The status when some items fail and some do not; 400");

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int STATUS_MAX = 599;

  private final VaultRequest request;
  private final Optional<List<Json.Object>> items;

  private TransitBatch(VaultRequest request, Optional<List<Json.Object>> items) {
    this.request = request;
    this.items = items;
  }

  static TransitBatch of(VaultRequest request) {
    return new TransitBatch(request, request.json("batch_input").map(TransitBatch::items));
  }

  private static List<Json.Object> items(Json value) {
    if (!(value instanceof Json.Array array)) {
      throw Refused.malformed("failed to parse batch input: want an array of objects");
    }
    if (array.items().isEmpty()) {
      throw Refused.malformed("missing batch input to process");
    }
    if (array.items().size() > TransitEngine.BATCH_ITEMS_MAX) {
      throw new Refused(new Failure.TooLarge("batch_input", TransitEngine.BATCH_ITEMS_MAX, "items"));
    }
    List<Json.Object> items = new ArrayList<>(array.items().size());
    for (Json item : array.items()) {
      if (!(item instanceof Json.Object object)) {
        throw Refused.malformed("failed to parse batch input: want an array of objects");
      }
      items.add(object);
    }
    return items;
  }

  boolean isBatch() {
    return items.isPresent();
  }

  /** The items, or the request's own fields as the only one. */
  List<Json.Object> items() {
    return items.orElseGet(() -> List.of(request.fields()));
  }

  /**
   * Passes the gate, and answers with the status that a batch with failures has.
   *
   * @param begin what is looked at once; makes what tells of one item, or {@code Refused(Malformed)}
   */
  static Passed pass(
      VaultRequest request,
      List<Need> needs,
      BooleanSupplier exists,
      BiFunction<Permit, TransitBatch, Function<Json.Object, Json.Object>> begin) {
    AtomicInteger status = new AtomicInteger(OK);
    Passed passed =
        request.pass(
            needs,
            exists,
            permit -> {
              TransitBatch batch = of(request);
              return batch.answer(begin.apply(permit, batch), status);
            });
    return status.get() == OK ? passed : passed.withStatus(status.get());
  }

  /** Does the work for every item; failures of some are told beside the others' results, with 200. */
  Answer answer(Function<Json.Object, Json.Object> work) {
    return answer(work, new AtomicInteger(OK));
  }

  private Answer answer(Function<Json.Object, Json.Object> work, AtomicInteger status) {
    if (!isBatch()) {
      return Answer.of(work.apply(request.fields()));
    }
    List<Json> results = new ArrayList<>();
    int failed = 0;
    for (Json.Object item : items()) {
      Json.Builder result = Json.object();
      try {
        result.putAll(work.apply(item));
      } catch (Refused refused) {
        result.put("error", words(refused));
        failed++;
      }
      results.add(result.put("reference", item.text("reference").orElse("")).build());
    }
    Answer answer = Answer.of(Json.object().put("batch_results", new Json.Array(results)).build());
    if (failed == 0) {
      return answer;
    }
    status.set(BAD_REQUEST);
    return failed == results.size() ? answer : partial(answer, status);
  }

  /** Only what is wrong with an item is told beside the others' results; anything else ends the request. */
  private static String words(Refused refused) {
    if (refused.failure() instanceof Failure.Malformed(String why)) {
      return why;
    }
    throw refused;
  }

  private Answer partial(Answer answer, AtomicInteger status) {
    Optional<Long> wanted = request.integer("partial_failure_response_code");
    if (wanted.isEmpty()) {
      return answer;
    }
    if (wanted.get() < OK || wanted.get() > STATUS_MAX) {
      return answer.warning(
          "invalid HTTP response code override from partial_failure_response_code, reverting to 400");
    }
    status.set(wanted.get().intValue());
    return answer;
  }

  /** Base64 in a field, without the line breaks that tools put into it; empty when it is missing. */
  static byte[] base64(Json.Object item, String field, String words) {
    return item.get(field).map(value -> base64(value, words)).orElseGet(() -> new byte[0]);
  }

  private static byte[] base64(Json value, String words) {
    return switch (value) {
      case Json.Text text -> base64(text.value(), words);
      case Json.Null _ -> new byte[0];
      case Json.Number number -> base64(number.literal(), words);
      case Json.Bool _, Json.Array _, Json.Object _ -> throw Refused.malformed(words);
    };
  }

  static byte[] base64(String text, String words) {
    try {
      return Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
    } catch (IllegalArgumentException _) {
      throw Refused.malformed(words);
    }
  }

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A number of an item, which may be written as text. */
  static long integer(Json.Object item, String field) {
    return item.get(field)
        .flatMap(
            value ->
                switch (value) {
                  case Json.Number number -> Optional.of(number.asLong());
                  case Json.Text text when text.value().matches("-?[0-9]{1,18}") ->
                      Optional.of(Optional.of(Long.parseLong(text.value())));
                  case Json.Null _ -> Optional.<Optional<Long>>empty();
                  case Json.Text _, Json.Bool _, Json.Array _, Json.Object _ ->
                      Optional.of(Optional.<Long>empty());
                })
        .map(number -> number.orElseThrow(() -> Refused.malformed(field + " must be an integer")))
        .orElse(0L);
  }
}
