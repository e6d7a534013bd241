/** Tests of password policies. */
@NullMarked
package dev.coffer.server.password;

import org.jspecify.annotations.NullMarked;
