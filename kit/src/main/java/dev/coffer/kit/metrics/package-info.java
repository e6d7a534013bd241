/**
 * Numbers about the server's work: {@link dev.coffer.kit.metrics.Metrics} is made once and handed to
 * the rooms that count; there is no global registry. Names never hold anything a caller chose.
 */
@NullMarked
package dev.coffer.kit.metrics;

import org.jspecify.annotations.NullMarked;
