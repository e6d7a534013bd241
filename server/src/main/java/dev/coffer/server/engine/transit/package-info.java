/**
 * Encryption as a service: named keys that never leave, and what is done with them (Vault API,
 * /secret/transit). Imports gate and what lies below; the only room that imports the Amazon Corretto
 * Crypto Provider. Begin with {@link dev.coffer.server.engine.transit.TransitEngine}; the rows are
 * described in {@link dev.coffer.server.engine.transit.KeyRows}.
 */
@NullMarked
package dev.coffer.server.engine.transit;

import org.jspecify.annotations.NullMarked;
