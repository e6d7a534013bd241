/**
 * The configuration, parsed once from HCL or JSON into records; each room gets its own piece.
 * docs/configuration.md lists every key. A listener
 * is read straight into transport's own settings. Imports kit and transport. Begin with {@link
 * dev.coffer.server.config.ConfigReader}.
 */
@NullMarked
package dev.coffer.server.config;

import org.jspecify.annotations.NullMarked;
