package io.localstream.engine.lambda;

/**
 * The result of an invocation with the end of its log.
 *
 * @param logTail the last 4 KB of the log, in UTF-8; empty if the function did not run
 */
public record LoggedInvocation(InvocationResult result, byte[] logTail) {}
