package dev.coffer.scanner.engine;

import dev.coffer.scanner.Fragment;
import dev.coffer.scanner.decode.Decoder;
import java.util.List;
import java.util.Optional;

/**
 * One search through a fragment: as it was read, or with one more level of its encodings opened.
 *
 * @param raw as it was read
 * @param text what is searched
 * @param lines lines of the text as it was read
 * @param decoder knows what was opened; empty in the first pass
 */
record Pass(
    Fragment fragment,
    Text raw,
    Text text,
    Line.Newest lines,
    Optional<Decoder> decoder,
    Hits hits,
    Settings settings,
    List<CompiledAllowlist> allowlists) {}
