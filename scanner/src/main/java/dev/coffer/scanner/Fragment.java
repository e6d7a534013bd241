package dev.coffer.scanner;

import java.util.Optional;

/**
 * A piece of text as it was read: of a file, of a hunk of a commit, of standard input.
 *
 * @param content the bytes; nobody changes them
 * @param path the file's, with {@code /}; {@code !} stands before the path inside an archive
 * @param firstLine the number of the first line in the file, from 1
 * @param symlink the link's path where the file was reached through one, else empty
 * @param commit empty outside of a history
 */
public record Fragment(Bytes content, String path, int firstLine, String symlink, Optional<Commit> commit) {}
