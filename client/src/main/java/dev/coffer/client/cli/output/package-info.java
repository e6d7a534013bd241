/**
 * What commands print: tables and texts in Vault's shapes, JSON, YAML, and the escaping that keeps a
 * stored value from driving somebody's terminal. Imports {@code kit} only. Begin with {@link
 * dev.coffer.client.cli.output.Printer}.
 */
@NullMarked
package dev.coffer.client.cli.output;

import org.jspecify.annotations.NullMarked;
