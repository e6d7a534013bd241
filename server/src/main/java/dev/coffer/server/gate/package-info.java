/**
 * The one door: who asks, may they, record it before and after. Is handed the work as a function,
 * the audit devices as {@link dev.coffer.server.gate.Audit}, the identities as {@link
 * dev.coffer.server.gate.Callers} and the envelopes as {@link dev.coffer.server.gate.Wrapper};
 * imports policy, barrier and what lies below. Begin with {@link dev.coffer.server.gate.Gate}, then
 * {@link dev.coffer.server.gate.Passage}, which is the way of one request from top to bottom.
 *
 * <p>The steps and what their failure means:
 *
 * <ol>
 *   <li>authenticate: refused, both records ({@link dev.coffer.server.gate.Strangers} bounds how
 *       many)
 *   <li>decide: a refusal goes on to the next step, and ends there
 *   <li>before record: cannot be written, nothing happens
 *   <li>count the use of a token with limited uses: lost race, begin again
 *   <li>work: lost race, begin again with authentication; the records stay one before and one after
 *   <li>wrap the answer
 *   <li>after record: cannot be written, the answer is withheld and what it grants is taken back
 * </ol>
 */
@NullMarked
package dev.coffer.server.gate;

import org.jspecify.annotations.NullMarked;
