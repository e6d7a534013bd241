/** Tests of transit: its own encodings against the JDK's, and all of it through the public door. */
@NullMarked
package dev.coffer.server.engine.transit;

import org.jspecify.annotations.NullMarked;
