/**
 * Reading a command line: flags as Go's {@code flag} package takes them, and the {@code key=value}
 * words of writes. Imports {@code kit} only. Begin with {@link
 * dev.coffer.client.cli.args.Arguments}.
 */
@NullMarked
package dev.coffer.client.cli.args;

import org.jspecify.annotations.NullMarked;
