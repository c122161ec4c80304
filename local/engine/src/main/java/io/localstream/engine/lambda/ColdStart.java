package io.localstream.engine.lambda;

import java.time.Duration;

/**
 * The cold start of an invocation.
 *
 * @param duration the duration of init or restore
 * @param restored whether Lambda restored a snapshot instead of initializing the function
 */
record ColdStart(Duration duration, boolean restored) {}
