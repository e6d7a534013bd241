/**
 * What both ends of the wire need: secret bytes here, JSON in {@code kit.json}, HCL in {@code
 * kit.hcl}, durations and clocks in {@code kit.time}. Imports nothing of Coffer's. Begin with
 * {@link dev.coffer.kit.SecretBytes}.
 */
@NullMarked
package dev.coffer.kit;

import org.jspecify.annotations.NullMarked;
