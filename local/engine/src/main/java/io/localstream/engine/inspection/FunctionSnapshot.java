package io.localstream.engine.inspection;

import io.localstream.engine.lambda.EnvironmentStatus;
import io.localstream.engine.lambda.FunctionStatistics;
import java.util.List;

/**
 * A function.
 *
 * @param name its name
 * @param environments its execution environments
 * @param statistics what was measured of its invocations
 */
public record FunctionSnapshot(
    String name, List<EnvironmentStatus> environments, FunctionStatistics statistics) {}
