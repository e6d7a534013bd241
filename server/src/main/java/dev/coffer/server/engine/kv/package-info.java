/**
 * Secrets with versions and history (KV version 2), and without (version 1). Imports gate and what
 * lies below. Begin with {@link dev.coffer.server.engine.kv.KvV2Engine}; the rows are described in
 * {@link dev.coffer.server.engine.kv.KvKeys}.
 */
@NullMarked
package dev.coffer.server.engine.kv;

import org.jspecify.annotations.NullMarked;
