/**
 * What the product does, one package an engine: no HTTP, no JSON wire shapes; siblings never meet.
 * Imports gate and what lies below. Begin with {@link dev.coffer.server.engine.Engine}.
 */
@NullMarked
package dev.coffer.server.engine;

import org.jspecify.annotations.NullMarked;
