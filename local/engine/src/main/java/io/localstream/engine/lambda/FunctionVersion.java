package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import java.util.function.Supplier;

/**
 * The code and the settings of a function between two deployments.
 *
 * @param snapshots whether its environments are restored from snapshots
 * @param newEnvironment creates an environment that runs this version
 */
record FunctionVersion(
    Deployment.Function function,
    boolean snapshots,
    Supplier<ExecutionEnvironment> newEnvironment) {}
