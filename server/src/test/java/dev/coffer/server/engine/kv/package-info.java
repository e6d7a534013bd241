@NullMarked
package dev.coffer.server.engine.kv;

import org.jspecify.annotations.NullMarked;
