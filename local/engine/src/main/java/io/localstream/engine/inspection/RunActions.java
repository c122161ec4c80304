package io.localstream.engine.inspection;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The actions of a run.
 *
 * @param actions the actions, by the last part of their path
 * @param resources the resources that the page needs for the actions, by the last part of their
 *     path
 */
public record RunActions(Map<String, Action> actions, Map<String, Supplier<Object>> resources) {}
