package io.localstream.engine.assembly;

/**
 * A resource that the engine does not simulate, and that was created on another AWS-compatible
 * endpoint.
 *
 * @param where {@code Stack/LogicalId}
 * @param type the resource type, for example {@code AWS::DynamoDB::Table}
 * @param physicalId the value of {@code Ref}, for example the name of a table
 */
public record CreatedResource(String where, String type, String physicalId) {}
