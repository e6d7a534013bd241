package dev.coffer.scanner.rule;

import java.util.OptionalInt;

/**
 * Another rule that must find something in the same fragment.
 *
 * @param withinLines how many lines apart the two may begin
 * @param withinColumns how many columns apart the two may begin
 */
public record Required(String ruleId, OptionalInt withinLines, OptionalInt withinColumns) {}
