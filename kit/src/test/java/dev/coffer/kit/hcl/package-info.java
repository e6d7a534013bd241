/** Tests of the HCL reader. */
@NullMarked
package dev.coffer.kit.hcl;

import org.jspecify.annotations.NullMarked;
