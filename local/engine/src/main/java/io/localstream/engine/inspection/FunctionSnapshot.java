package io.localstream.engine.inspection;

import io.localstream.engine.lambda.EnvironmentStatus;
import io.localstream.engine.lambda.FunctionStatistics;
import java.util.List;

/**
 * A function.
 *
 * @param name the function's name
 * @param environments its execution environments
 * @param statistics the statistics of its invocations
 */
public record FunctionSnapshot(
    String name, List<EnvironmentStatus> environments, FunctionStatistics statistics) {}
