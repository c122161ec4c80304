package io.localstream.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.records.RecordLedger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mappings that AWS refuses or accepts in recordings: rows of the table "Recorded" in {@code
 * docs/event-source-mapping.md}.
 */
class RecordedRefusalsTest {
  private static final String STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/";
  private static final String ROLE = "\"Role\": {\"Type\": \"AWS::IAM::Role\", \"Properties\": {}}";

  @TempDir private Path folder;

  @Test
  void rowG_shouldNameBothMappings_whenAFunctionIsMappedToAStreamTwice() {
    TestAssembly assembly =
        assembly(mapping("First", "s", "f", ""), mapping("Other", "s", "g", ""))
            .resources("T", mapping("Second", "s", "f", ", \"Enabled\": false"), "S");

    assertThatThrownBy(assembly::read)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "T/Second: ResourceConflictException: The event source arn (\" %ss \") and function"
                + " (\" f \") provided mapping already exists. Please update or delete the existing"
                + " mapping with UUID %s (S/First).",
            STREAM, StableUuid.of("S/First"));
  }

  @Test
  void rowG_shouldAcceptMappings_whenTheyDifferInFunctionOrStream() {
    Deployment deployment =
        assembly(
                mapping("First", "s", "f", ""),
                mapping("OtherFunction", "s", "g", ""),
                mapping("OtherStream", "t", "f", ""))
            .read();

    assertThat(deployment.mappings())
        .extracting(EventSourceMapping::streamName, EventSourceMapping::functionName)
        .containsExactly(tuple("s", "f"), tuple("s", "g"), tuple("t", "f"));
  }

  @Test
  void shouldAcceptMappings_whenOneReadsThroughAStreamConsumer() {
    Deployment deployment =
        assembly(
                """
                "Consumer": {"Type": "AWS::Kinesis::StreamConsumer", "Properties": {
                  "ConsumerName": "c", "StreamARN": {"Fn::GetAtt": ["Stream-s", "Arn"]}}}
                """,
                mapping("First", "s", "f", ""),
                mapping("Second", "s", "f", "")
                    .replace("\"" + STREAM + "s\"", "{\"Ref\": \"Consumer\"}"))
            .read();

    assertThat(deployment.mappings()).hasSize(2);
    assertThat(new RecordLedger(deployment, Clock.systemUTC()).balances())
        .containsOnlyKeys("f/s", "f/s/c:1748864964");
  }

  @Test
  void rowI_shouldNameTheMappingAndTheStream_whenNoStackCreatesTheStream() {
    assertThatThrownBy(assembly(mapping("Mapping", "nowhere", "f", ""))::read)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "S/Mapping: InvalidParameterValueException: Stream not found: %snowhere (no stack"
                + " creates it).",
            STREAM);
  }

  @Test
  void rowJ_shouldHaveNoFilter_whenTheListOfFiltersIsEmpty() {
    Deployment deployment =
        assembly(mapping("Mapping", "s", "f", ", \"FilterCriteria\": {\"Filters\": []}")).read();

    assertThat(deployment.mappings().get(0).filters()).isEmpty();
  }

  private TestAssembly assembly(String... mappings) {
    List<String> resources = new ArrayList<>(List.of(stream("s"), stream("t"), ROLE));
    resources.addAll(List.of(function("f"), function("g")));
    resources.addAll(List.of(mappings));
    return new TestAssembly(folder).resources("S", String.join(", ", resources));
  }

  private static String stream(String name) {
    return """
        "Stream-%s": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "%s", "ShardCount": 1}}
        """
        .formatted(name, name);
  }

  private static String function(String name) {
    return """
        "Function-%s": {"Type": "AWS::Lambda::Function", "Properties": {
          "FunctionName": "%s", "Runtime": "java25", "Handler": "a.Handler::handle",
          "Role": {"Fn::GetAtt": ["Role", "Arn"]},
          "Code": {"S3Bucket": "b", "S3Key": "code.jar"}}}
        """
        .formatted(name, name);
  }

  private static String mapping(String logicalId, String stream, String function, String more) {
    return """
        "%s": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
          "EventSourceArn": "%s", "FunctionName": "%s", "StartingPosition": "LATEST"%s}}
        """
        .formatted(logicalId, STREAM + stream, function, more);
  }
}
