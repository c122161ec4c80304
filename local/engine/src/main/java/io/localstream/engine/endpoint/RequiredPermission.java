package io.localstream.engine.endpoint;

/**
 * A permission that a request needs.
 *
 * @param action for example {@code dynamodb:PutItem}
 * @param resource an ARN, or {@code *}
 */
record RequiredPermission(String action, String resource) {}
