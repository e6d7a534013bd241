/**
 * Finds what there is to scan: directories, git histories, what is staged, standard input, and what
 * is inside of archives. Everything here reads hostile input: names, links, sizes, configurations of
 * repositories. Imports only what every room speaks of. Begin with {@link
 * dev.coffer.scanner.walk.Source}.
 */
@NullMarked
package dev.coffer.scanner.walk;

import org.jspecify.annotations.NullMarked;
