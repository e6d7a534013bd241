/** Tests of the policy language, its evaluation and its store. */
@NullMarked
package dev.coffer.server.gate.policy;

import org.jspecify.annotations.NullMarked;
