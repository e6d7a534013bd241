/** Tests of the commands. */
@NullMarked
package dev.coffer.client.cli;

import org.jspecify.annotations.NullMarked;
