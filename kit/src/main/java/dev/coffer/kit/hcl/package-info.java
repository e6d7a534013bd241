/**
 * HCL 1 as Vault's policies and configuration files use it, and the same in JSON: a strict, limited
 * parser to a sealed tree that knows the place of everything, and {@link
 * dev.coffer.kit.hcl.HclFields} to read that tree so that nothing unknown slips through. Imports
 * kit.json and kit.time. Begin with {@link dev.coffer.kit.hcl.HclReader}.
 */
@NullMarked
package dev.coffer.kit.hcl;

import org.jspecify.annotations.NullMarked;
