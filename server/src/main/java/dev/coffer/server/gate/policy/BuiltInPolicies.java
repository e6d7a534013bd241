package dev.coffer.server.gate.policy;

import java.util.Map;

/** The policies that every server has: one that may be edited, two that may not. */
final class BuiltInPolicies {
  static final String DEFAULT = "default";

  /** What the token inside a wrapped answer may do; stands nowhere in the store. */
  static final String RESPONSE_WRAPPING = "response-wrapping";

  private static final String RESPONSE_WRAPPING_TEXT =
      """
      path "cubbyhole/response" {
        capabilities = ["create", "read"]
      }

      path "sys/wrapping/unwrap" {
        capabilities = ["update"]
      }
      """;

  /** The texts that cannot be changed; the root policy needs no rules. */
  static final Map<String, String> FIXED =
      Map.of(RootAcl.NAME, "", RESPONSE_WRAPPING, RESPONSE_WRAPPING_TEXT);

  /** What every token may do unless it was made without this policy: look after itself. */
  static final String DEFAULT_TEXT =
      """
      # Every token gets this policy unless it is made without. It may be edited, not deleted.

      # A token sees, renews and revokes itself.
      path "auth/token/lookup-self" {
        capabilities = ["read"]
      }
      path "auth/token/renew-self" {
        capabilities = ["update"]
      }
      path "auth/token/revoke-self" {
        capabilities = ["update"]
      }

      # A token sees the entity it belongs to.
      path "identity/entity/id/{{identity.entity.id}}" {
        capabilities = ["read"]
      }
      path "identity/entity/name/{{identity.entity.name}}" {
        capabilities = ["read"]
      }

      # A token asks what it may do.
      path "sys/capabilities-self" {
        capabilities = ["update"]
      }
      path "sys/internal/ui/resultant-acl" {
        capabilities = ["read"]
      }

      # Whoever holds the id of a lease renews it and sees how long it lasts.
      path "sys/renew" {
        capabilities = ["update"]
      }
      path "sys/leases/renew" {
        capabilities = ["update"]
      }
      path "sys/leases/lookup" {
        capabilities = ["update"]
      }

      # Each token has a place of its own, which no other token reaches.
      path "cubbyhole/*" {
        capabilities = ["create", "read", "update", "delete", "list"]
      }

      # Wrapping: put something into an envelope, look at one from outside, open one.
      path "sys/wrapping/wrap" {
        capabilities = ["update"]
      }
      path "sys/wrapping/lookup" {
        capabilities = ["update"]
      }
      path "sys/wrapping/unwrap" {
        capabilities = ["update"]
      }

      # Hashing on the server; it reveals nothing.
      path "sys/tools/hash" {
        capabilities = ["update"]
      }
      path "sys/tools/hash/*" {
        capabilities = ["update"]
      }
      """;

  private BuiltInPolicies() {}
}
