package dev.coffer.server.gate;

import dev.coffer.kit.json.Json;

/**
 * Where a request came from, for binding tokens to networks and for the audit record.
 *
 * @param address the peer's IP address in its numeric form
 * @param port the peer's port
 * @param namespace the namespace asked for, {@code ""} for root
 * @param headers the headers that are to be audited, by lower-case name, each an array of strings
 */
public record Origin(String address, int port, String namespace, Json.Object headers) {}
