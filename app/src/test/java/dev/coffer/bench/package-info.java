/**
 * The published figures: {@code ./bench} starts a packaged server as a process of its own, loads it
 * with {@code wrk} beside a bare web server, and prints one table. Outside the shipped jars. Begin
 * with {@link dev.coffer.bench.Bench}.
 */
@NullMarked
package dev.coffer.bench;

import org.jspecify.annotations.NullMarked;
