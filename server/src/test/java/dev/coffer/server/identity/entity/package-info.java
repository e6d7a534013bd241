/** Tests of the room of entities and groups. */
@NullMarked
package dev.coffer.server.identity.entity;

import org.jspecify.annotations.NullMarked;
