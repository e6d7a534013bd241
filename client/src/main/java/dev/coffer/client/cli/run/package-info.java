/**
 * What turns a secret into a program's environment or a file of variables. Imports {@code kit} and
 * {@code cli.args}. Begin with {@link dev.coffer.client.cli.run.VariableNames}.
 */
@NullMarked
package dev.coffer.client.cli.run;

import org.jspecify.annotations.NullMarked;
