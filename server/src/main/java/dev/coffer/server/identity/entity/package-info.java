/**
 * Who is behind the names that login methods know: entities with an alias for each such name, groups
 * of them, and what those add to a token. Imports engine, gate, barrier and below; knows no login
 * method. Begin with {@link dev.coffer.server.identity.entity.Standings}, which every request of a
 * token with an entity asks; docs/identity.md explains the design.
 */
@NullMarked
package dev.coffer.server.identity.entity;

import org.jspecify.annotations.NullMarked;
