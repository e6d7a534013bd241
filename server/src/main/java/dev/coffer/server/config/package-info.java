/**
 * The configuration, parsed once from HCL or JSON into records; each room gets its own piece.
 * docs/configuration.md lists every key. Imports kit only. Begin with {@link
 * dev.coffer.server.config.ConfigReader}.
 */
@NullMarked
package dev.coffer.server.config;

import org.jspecify.annotations.NullMarked;
