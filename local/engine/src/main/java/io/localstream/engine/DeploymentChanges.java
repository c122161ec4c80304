package io.localstream.engine;

import java.util.List;

/**
 * What became of the differences between a running deployment and a new one. Each text names a
 * resource, such as {@code function consumer-lambda}.
 *
 * @param applied what runs as in the new deployment
 * @param refused what goes on as before, because the new one cannot run, each with the reason
 * @param restart what a running pipeline cannot change: start it again
 */
public record DeploymentChanges(List<String> applied, List<String> refused, List<String> restart) {}
