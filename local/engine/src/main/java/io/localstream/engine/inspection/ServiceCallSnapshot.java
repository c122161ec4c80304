package io.localstream.engine.inspection;

/**
 * A function's calls to a service, which the run forwarded.
 *
 * @param functionName the function, or the access key ID of another caller
 * @param service the service as in actions, for example {@code dynamodb}
 * @param calls the number of calls
 * @param errors the number of calls that got an error
 */
public record ServiceCallSnapshot(String functionName, String service, long calls, long errors) {}
