package dev.coffer.server.dialect;

/** One outside protocol. */
@FunctionalInterface
public interface Dialect {

  /**
   * Answers in the protocol's own words, refusals and bugs included: it throws only what the
   * transport itself raised while the body was read.
   */
  WireResponse answer(WireRequest request);

  /**
   * Whether an operator has named this origin as one whose pages may call. Asked only by listeners
   * that refuse the pages of other sites.
   */
  default boolean allowsOrigin(String origin) {
    return false;
  }
}
