package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The part of a stack that is created on another endpoint.
 *
 * @param name the name of the stack
 * @param region the region of the engine
 * @param account the account of the engine, 12 digits
 * @param template a CloudFormation template. Its outputs are the values that the rest of the stack
 *     refers to. Its references to the rest of the stack are replaced by values.
 * @param resources the resources in the template, at least one; the first ones are those that the
 *     rest of the stack refers to
 */
public record ExternalStack(
    String name, String region, String account, JsonNode template, List<Needed> resources) {

  /**
   * A resource that has to be created.
   *
   * @param where {@code Stack/LogicalId}
   * @param neededBy {@code Stack/LogicalId} of a resource that refers to it
   */
  public record Needed(String logicalId, String where, String type, String neededBy) {
    /** Returns the resource and its type, for messages. */
    public String description() {
      return "%s (%s)".formatted(where, type);
    }
  }
}
