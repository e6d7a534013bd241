/**
 * Users of databases, made on demand with a lease and removed at its end, and passwords of fixed users,
 * changed on time (Vault API, /secret/databases). Imports lease, password and what lies below the
 * gate. The only room that imports JDBC drivers and their pool; nothing of those is loaded before
 * the first connection. Begin with {@link dev.coffer.server.engine.database.DatabaseEngine}, then
 * {@link dev.coffer.server.engine.database.Credentials}.
 */
@NullMarked
package dev.coffer.server.engine.database;

import org.jspecify.annotations.NullMarked;
