package io.localstream.engine.inspection;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What a run can be told to do.
 *
 * @param actions by the last part of their path
 * @param resources what the page needs for them, by the last part of their path
 */
public record RunActions(Map<String, Action> actions, Map<String, Supplier<Object>> resources) {}
