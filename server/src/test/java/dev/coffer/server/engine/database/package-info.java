/** Tests of database mounts, against real servers whose programs come as Maven artifacts. */
@NullMarked
package dev.coffer.server.engine.database;

import org.jspecify.annotations.NullMarked;
