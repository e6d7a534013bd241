/** Tests of how words on a command line are understood. */
@NullMarked
package dev.coffer.client.cli.args;

import org.jspecify.annotations.NullMarked;
