/**
 * JSON as a sealed tree with strict, limited reading. No data binding: every codec is written by
 * hand beside the route or the row it serves. Imports jackson-core's streaming parser only. Begin
 * with {@link dev.coffer.kit.json.Json}.
 */
@NullMarked
package dev.coffer.kit.json;

import org.jspecify.annotations.NullMarked;
