package dev.coffer.server.config;

import dev.coffer.kit.hcl.HclFields;
import java.util.List;

/**
 * Keys of Vault's configuration that have no meaning here: accepted with a warning, so that a file
 * written for Vault starts Coffer.
 */
final class VaultKeys {
  static final List<String> TOP =
      List.of(
          "administrative_namespace_path",
          "allow_audit_log_prefixing",
          "cache_size",
          "cluster_cipher_suites",
          "detect_deadlocks",
          "disable_cache",
          "disable_clustering",
          "disable_indexing",
          "disable_performance_standby",
          "disable_printable_check",
          "disable_sealwrap",
          "disable_sentinel_trace",
          "enable_response_header_hostname",
          "enable_response_header_raft_node_id",
          "enable_ui",
          "entropy",
          "experiments",
          "ha_storage",
          "imprecise_lease_role_tracking",
          "introspection_endpoint",
          "kms_library",
          "license_path",
          "log_requests_level",
          "plugin_directory",
          "plugin_file_permissions",
          "plugin_file_uid",
          "plugin_tmpdir",
          "raw_storage_endpoint",
          "replication",
          "reporting",
          "sentinel",
          "service_registration",
          "telemetry",
          "unsafe_allow_api_audit_creation",
          "user_lockout");

  static final List<String> TCP =
      List.of(
          "agent_api",
          "chroot_namespace",
          "cluster_address",
          "custom_response_headers",
          "disable_replication_status_endpoints",
          "disable_unauthed_rekey_endpoints",
          "inflight_requests_logging",
          "max_json_array_element_count",
          "max_json_object_entry_count",
          "max_request_duration",
          "max_request_json_memory",
          "max_request_json_strings",
          "profiling",
          "proxy_protocol_authorized_addrs",
          "proxy_protocol_behavior",
          "redact_addresses",
          "redact_cluster_name",
          "redact_version",
          "tls_prefer_server_cipher_suites",
          "x_forwarded_for_client_cert_header",
          "x_forwarded_for_client_cert_header_decoders");

  static final List<String> UNIX = List.of("socket_group", "socket_user");

  private VaultKeys() {}

  static void warn(HclFields fields, List<String> keys, String file, List<String> warnings) {
    for (String key : keys) {
      fields
          .ignored(key)
          .ifPresent(place -> warnings.add(file + ": " + place + ": " + key + " has no effect in Coffer"));
    }
  }
}
