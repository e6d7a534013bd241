/**
 * Where engines live in the path tree: the table of mounts, the way from a path to its engine, and
 * the removal of what a disabled mount leaves behind. Imports identity, engine, gate and what lies
 * below. Begin with {@link dev.coffer.server.mount.Router}, then {@link
 * dev.coffer.server.mount.MountTable}.
 */
@NullMarked
package dev.coffer.server.mount;

import org.jspecify.annotations.NullMarked;
