package dev.coffer.scanner.validate;

/**
 * What a provider answered.
 *
 * @param status the HTTP status
 * @param body its beginning, at most {@link Validator#BODY_BYTES_MAX} bytes
 */
record Answer(int status, String body) {}
