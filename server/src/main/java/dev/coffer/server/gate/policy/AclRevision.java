package dev.coffer.server.gate.policy;

import dev.coffer.server.storage.Expectation;

/**
 * The rules of some policies, and what a commit must expect so that it takes effect only while
 * these are still the rules.
 */
public record AclRevision(Acl acl, Expectation revision) {}
