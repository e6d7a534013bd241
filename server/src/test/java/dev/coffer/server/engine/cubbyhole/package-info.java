@NullMarked
package dev.coffer.server.engine.cubbyhole;

import org.jspecify.annotations.NullMarked;
