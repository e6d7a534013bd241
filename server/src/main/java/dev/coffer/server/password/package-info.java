/**
 * Rules for generated passwords, and the passwords. Imports barrier and below. Begin with {@link
 * dev.coffer.server.password.PasswordPolicy}.
 */
@NullMarked
package dev.coffer.server.password;

import org.jspecify.annotations.NullMarked;
