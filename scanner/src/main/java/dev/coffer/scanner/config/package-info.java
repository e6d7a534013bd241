/**
 * Reads rules: {@code .gitleaks.toml} of gitleaks 8 and our own default rules, which are written in
 * the same way. Imports {@code rule}, {@code regex} and {@code engine}. Only this room imports the TOML
 * library. Begin with {@link dev.coffer.scanner.config.ConfigReader}.
 */
@NullMarked
package dev.coffer.scanner.config;

import org.jspecify.annotations.NullMarked;
