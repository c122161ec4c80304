package io.localstream.engine.inspection;

import io.localstream.engine.lambda.EnvironmentStatus;
import io.localstream.engine.lambda.FunctionStatistics;
import java.util.List;
import java.util.Map;

/** What an inspection asks the parts of a run, when it is asked itself. */
public interface InspectedParts {
  /**
   * Lists the shards of a stream.
   *
   * @param streamName a stream of the deployment
   * @return its shards, closed ones too; none as long as the stream is not there
   */
  List<StreamSnapshot.ShardSnapshot> shards(String streamName);

  /**
   * Lists the execution environments of a function.
   *
   * @param functionName a function of the deployment
   * @return what each does now
   */
  List<EnvironmentStatus> environments(String functionName);

  /**
   * Gives what was measured of a function.
   *
   * @param functionName a function of the deployment
   * @return its statistics
   */
  FunctionStatistics statistics(String functionName);

  /** What of the roles' policies was used. */
  Grants grants();

  /** How often each fault was injected, by its name. */
  Map<String, Long> faults();

  /** The faults that are injected now, as {@code --fault} has them. */
  List<String> injecting();

  /**
   * Tells whether a function's role lets it write to a stream.
   *
   * @param functionName a function of the deployment
   * @param streamName a stream of the deployment
   */
  boolean writes(String functionName, String streamName);
}
