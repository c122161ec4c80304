package io.localstream.engine.lambda;

import java.time.Duration;

/**
 * What an invocation waited for, because its execution environment was new.
 *
 * @param duration how long
 * @param restored whether a snapshot was restored; otherwise the function was initialized
 */
record ColdStart(Duration duration, boolean restored) {}
