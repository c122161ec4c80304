package io.localstream.engine.inspection;

import io.localstream.engine.lambda.EnvironmentStatus;
import io.localstream.engine.lambda.FunctionStatistics;
import java.util.List;
import java.util.Map;

/** The parts of a run, as the inspection sees them. */
public interface InspectedParts {
  /**
   * Returns the shards of a stream.
   *
   * @param streamName a stream of the deployment
   * @return the open and closed shards; empty if the stream does not exist yet
   */
  List<StreamSnapshot.ShardSnapshot> shards(String streamName);

  /**
   * Returns the execution environments of a function.
   *
   * @param functionName a function of the deployment
   * @return the environments with their current states
   */
  List<EnvironmentStatus> environments(String functionName);

  /**
   * Returns the statistics of a function's invocations.
   *
   * @param functionName a function of the deployment
   * @return the statistics
   */
  FunctionStatistics statistics(String functionName);

  /** Returns how the run used the functions' roles. */
  Grants grants();

  /** Returns how often each fault was injected, by fault name. */
  Map<String, Long> faults();

  /** Returns the faults that are injected now, in the syntax of {@code --fault}. */
  List<String> injecting();

  /**
   * Returns whether a function's role allows it to write to a stream.
   *
   * @param functionName a function of the deployment
   * @param streamName a stream of the deployment
   */
  boolean writes(String functionName, String streamName);
}
