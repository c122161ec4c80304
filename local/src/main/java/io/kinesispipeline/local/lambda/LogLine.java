package io.kinesispipeline.local.lambda;

import java.time.Instant;

/**
 * One line of a function's log.
 *
 * @param time when it was written
 * @param functionName whose log it is in
 * @param platform whether Lambda wrote it rather than the function
 * @param text the line
 */
public record LogLine(Instant time, String functionName, boolean platform, String text) {}
