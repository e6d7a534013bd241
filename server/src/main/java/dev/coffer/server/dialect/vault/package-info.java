/**
 * Vault's HTTP API: paths, fields, envelopes, errors. Imports every room below dialect, never
 * another dialect. Begin with {@link dev.coffer.server.dialect.vault.VaultDialect}, then any class
 * that ends in {@code Routes}.
 *
 * <h2>How to add routes</h2>
 *
 * <p>A {@code …Routes} class has a method {@code table()} that states one {@link
 * dev.coffer.server.dialect.vault.Route} a line: verb, pattern, what it is, who handles it, which
 * fields it knows. {@link dev.coffer.server.dialect.vault.ToolsRoutes} is the example to follow.
 *
 * <ul>
 *   <li>Patterns stand below the mount: {@code data/{path...}} for an engine, {@code
 *       tools/random/{bytes}} for {@code sys/}. {@code {name}} is one segment, {@code {name...}} the
 *       rest; for LIST and SCAN the rest may be empty. The most specific pattern wins.
 *   <li>{@code Route.read, write, patch, delete, list, scan} take a handler {@code (engine, request)
 *       -> Passed}; a {@link dev.coffer.server.dialect.vault.Passed} comes only out of {@code
 *       request.pass(…)} and {@code request.write(…)}. Everything belongs into the work that is
 *       handed to them, reading fields included: then a stranger learns nothing, and a refusal of
 *       malformed fields is recorded. Only what a need is made of is read before.
 *   <li>{@code Route.login} and {@code Route.bare} are for the closed lists of routes without
 *       policy.
 *   <li>{@code .withSudo()} for root-protected paths: the need is added by the request.
 *   <li>Fields are read with {@code request.text("name")} and the like. What no {@code Field} line
 *       declares is ignored and named in the answer's warnings; {@code .takingAnyFields()} where
 *       fields are data.
 *   <li>{@code request.path()} is what policies see and what a {@code Need} is made of. For LIST and
 *       SCAN it ends with a slash; captures never do.
 *   <li>For what is missing throw {@code NotFound}; LIST answers with empty {@code keys} become 404
 *       by themselves. {@code Answer.empty()} is a 204.
 *   <li>Tables of {@code sys/} are bound to their room: {@code table().bind(room)}, and joined in
 *       {@code Assembly}; tables of mounted engines are handed to {@link
 *       dev.coffer.server.dialect.vault.VaultRouter}.
 * </ul>
 */
@NullMarked
package dev.coffer.server.dialect.vault;

import org.jspecify.annotations.NullMarked;
