/** placeholder */
@NullMarked
package dev.coffer.client;

import org.jspecify.annotations.NullMarked;
