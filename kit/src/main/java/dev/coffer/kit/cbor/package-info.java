/**
 * Compact rows: CBOR (RFC 8949) arrays whose items stand in a fixed order, written and read as a
 * stream without a tree in between. For what is written and read with every request; everything else
 * is JSON. Imports Jackson's CBOR parser only. Begin with {@link dev.coffer.kit.cbor.CborWriter}.
 */
@NullMarked
package dev.coffer.kit.cbor;

import org.jspecify.annotations.NullMarked;
