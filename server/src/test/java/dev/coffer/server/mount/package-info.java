@NullMarked
package dev.coffer.server.mount;

import org.jspecify.annotations.NullMarked;
