package dev.coffer.server.dialect;

/**
 * A request as it came from the socket, nothing decoded and nothing normalized.
 *
 * @param method the verb as sent, also LIST and SCAN
 * @param rawPath the path as sent, percent escapes and {@code ;} parameters included
 * @param rawQuery what stands behind {@code ?}, {@code ""} when there is none
 */
public record WireRequest(
    String method,
    String rawPath,
    String rawQuery,
    WireHeaders headers,
    WirePeer peer,
    WireBody body) {}
