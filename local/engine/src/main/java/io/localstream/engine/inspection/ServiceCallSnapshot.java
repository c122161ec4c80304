package io.localstream.engine.inspection;

/**
 * A function's calls to a service that the run forwards them to.
 *
 * @param functionName the function, or the access key ID of another caller
 * @param service the service as in actions, for example {@code dynamodb}
 * @param calls how many calls it made
 * @param errors how many of them were answered with an error
 */
public record ServiceCallSnapshot(String functionName, String service, long calls, long errors) {}
