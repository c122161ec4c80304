package io.localstream.engine;

import java.util.List;

/**
 * How a running pipeline handled the differences between its deployment and a new one. Each text
 * names a resource, for example {@code function consumer-lambda}.
 *
 * @param applied the differences that it applied
 * @param refused the differences that it did not apply, because the new version cannot run, each
 *     with the reason
 * @param restart the differences that need a restart of the run
 */
public record DeploymentChanges(List<String> applied, List<String> refused, List<String> restart) {}
