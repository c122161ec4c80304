package io.localstream.engine.lambda;

/**
 * An invocation with what it logged.
 *
 * @param result how it ended
 * @param logTail the last 4 KB of its log, in UTF-8; nothing where the function was not run
 */
public record LoggedInvocation(InvocationResult result, byte[] logTail) {}
