package io.localstream.engine.assembly;

import static io.localstream.engine.assembly.TestAssembly.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.iam.policy.Statement;
import io.localstream.engine.lifecycle.StartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which resources are created on another endpoint, and which part of their stack it gets. */
class ExternalResourcesTest {
  private static final String TABLE =
      """
      "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"BillingMode": "PAY_PER_REQUEST"}},
      """;

  private static final String STREAM =
      """
      "Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "s", "ShardCount": 1}},
      """;

  private static final String STREAM_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

  @TempDir private Path folder;
  private final List<ExternalStack> stacks = new ArrayList<>();
  private TestAssembly assembly;

  @BeforeEach
  void create() {
    assembly = new TestAssembly(folder);
  }

  /** Returns for each output its expression, such as {@code <Ref Table>}. */
  private Map<String, String> created(ExternalStack stack) {
    stacks.add(stack);
    Map<String, String> values = new HashMap<>();
    stack
        .template()
        .path("Outputs")
        .properties()
        .forEach(output -> values.put(output.getKey(), made(output.getValue().path("Value"))));
    return values;
  }

  private static String made(JsonNode expression) {
    return expression.has("Ref")
        ? "<%s>".formatted(expression.get("Ref").asText())
        : "<%s.%s>"
            .formatted(
                expression.at("/Fn::GetAtt/0").asText(), expression.at("/Fn::GetAtt/1").asText());
  }

  private Deployment read() {
    return AssemblyReader.read(assembly.write(), this::created);
  }

  private void assertFails(String message) {
    assertThatThrownBy(this::read).isInstanceOf(StartException.class).hasMessage(message);
  }

  /** A function with a role of its own; {@code variables} and {@code resource} are JSON. */
  private static String function(String variables, String resource) {
    return """
    "Function": {"Type": "AWS::Lambda::Function", "Properties": {
      "FunctionName": "f", "Runtime": "java17", "Handler": "a.B", "Code": {"S3Key": "code.jar"},
      "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Environment": {"Variables": %s}}},
    "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "r", "Policies": [
      {"PolicyName": "p", "PolicyDocument": {"Statement": [
        {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": %s}]}}]}}
    """
        .formatted(variables, resource);
  }

  private static String using(String logicalId) {
    return function("{\"NAME\": {\"Ref\": \"%s\"}}".formatted(logicalId), "\"*\"");
  }

  private JsonNode template() {
    assertThat(stacks).hasSize(1);
    return stacks.get(0).template();
  }

  private List<String> sent() {
    List<String> logicalIds = new ArrayList<>();
    template().path("Resources").fieldNames().forEachRemaining(logicalIds::add);
    return logicalIds;
  }

  @Test
  void shouldBringBackNameAndArn_whenFunctionAndRoleReferToTable() {
    assembly.resources(
        "S",
        TABLE
            + function(
                "{\"TABLE\": {\"Ref\": \"Table\"}}",
                "{\"Fn::Join\": [\"\", [{\"Fn::GetAtt\": [\"Table\", \"Arn\"]}, \"/index/*\"]]}"));

    Deployment deployment = read();

    Deployment.Function function = deployment.functions().get(0);
    assertThat(function.environment()).containsEntry("TABLE", "<Table>");
    assertThat(function.role().statements())
        .singleElement()
        .extracting(Statement::resources)
        .isEqualTo(List.of("<Table.Arn>/index/*"));
    assertThat(deployment.created())
        .containsExactly(new CreatedResource("S/Table", "AWS::DynamoDB::Table", "<Table>"));
    assertThat(deployment.notSimulated()).isEmpty();
    assertThat(template())
        .isEqualTo(
            json(
                """
                {"Resources": {"Table": {"Type": "AWS::DynamoDB::Table",
                                         "Properties": {"BillingMode": "PAY_PER_REQUEST"}}},
                 "Outputs": {"Value0": {"Value": {"Ref": "Table"}},
                             "Value1": {"Value": {"Fn::GetAtt": ["Table", "Arn"]}}}}
                """));
  }

  @Test
  void shouldSayWhereAndWhatItIs_whenStackIsCreated() {
    assembly.resources("S", TABLE + using("Table"));
    assembly.artifact("S").put("environment", "aws://123456789012/eu-west-1");

    read();

    ExternalStack stack = stacks.get(0);
    assertThat(stack.name()).isEqualTo("S");
    assertThat(stack.region()).isEqualTo("eu-west-1");
    assertThat(stack.account()).isEqualTo("123456789012");
    assertThat(stack.resources())
        .containsExactly(
            new ExternalStack.Needed("Table", "S/Table", "AWS::DynamoDB::Table", "S/Function"));
  }

  @Test
  void shouldCreateNothing_whenOnlyOthersReferToTheResource() {
    assembly.resources(
        "S",
        TABLE
            + """
            "Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": {
              "Dimensions": [{"Name": "TableName", "Value": {"Ref": "Table"}}]}},
            "Weird": {"Type": "AWS::Weird::Thing", "Properties": {"T": {"Ref": "Table"}}},
            "Custom": {"Type": "Custom::AutoDelete", "Properties": {"T": {"Ref": "Table"}}},
            """
            + function("{}", "\"*\""));

    Deployment deployment = read();

    assertThat(stacks).isEmpty();
    assertThat(deployment.notSimulated())
        .containsExactly(
            "S/Table (AWS::DynamoDB::Table)",
            "S/Weird (AWS::Weird::Thing)",
            "S/Custom (Custom::AutoDelete)");
  }

  @Test
  void shouldCreateNothing_whenRoleIsNotOfJavaFunction() {
    assembly.resources(
        "S", TABLE + using("Table").replace("java17", "python3.14").replace("\"*\"", arn("Table")));

    read();

    assertThat(stacks).isEmpty();
  }

  @Test
  void shouldKeepFoldersForDestinations_whenRoleRefersToThem() {
    assembly.resources(
        "S",
        STREAM
            + """
            "Failures": {"Type": "AWS::S3::Bucket"},
            "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
              "FunctionName": {"Ref": "Function"}, "EventSourceArn": {"Fn::GetAtt": ["Stream", "Arn"]},
              "StartingPosition": "LATEST",
              "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": ["Failures", "Arn"]}}}}},
            """
            + function("{}", arn("Failures")));

    assertThat(read().created()).isEmpty();
  }

  @Test
  void shouldFollowReferences_whenQueueHasADeadLetterQueue() {
    assembly.resources(
        "S",
        """
        "Dead": {"Type": "AWS::SQS::Queue", "DependsOn": ["Other"]},
        "Other": {"Type": "AWS::SQS::Queue"},
        "Queue": {"Type": "AWS::SQS::Queue", "DependsOn": ["Dead", "Other"],
                  "Metadata": {"a": "b"}, "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
                  "Properties": {"RedrivePolicy": {
                    "deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}, "maxReceiveCount": 3}}},
        "Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Queue"}]}},
        """
            + using("Queue"));

    assertThat(read().functions().get(0).environment()).containsEntry("NAME", "<Queue>");
    assertThat(template().path("Resources"))
        .isEqualTo(
            json(
                """
                {"Dead": {"Type": "AWS::SQS::Queue"},
                 "Queue": {"Type": "AWS::SQS::Queue", "DependsOn": ["Dead"],
                           "Properties": {"RedrivePolicy": {
                             "deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]},
                             "maxReceiveCount": 3}}}}
                """));
  }

  @Test
  void shouldCreateSubscriptionAndItsQueue_whenTopicIsNeeded() {
    assembly.resources(
        "S",
        """
        "Topic": {"Type": "AWS::SNS::Topic"},
        "Queue": {"Type": "AWS::SQS::Queue"},
        "ToQueue": {"Type": "AWS::SNS::Subscription", "Properties": {
          "Protocol": "sqs", "TopicArn": {"Ref": "Topic"}, "Endpoint": {"Fn::GetAtt": ["Queue", "Arn"]}}},
        "ToPerson": {"Type": "AWS::SNS::Subscription", "Properties": {
          "Protocol": "email", "TopicArn": {"Ref": "Topic"}, "Endpoint": "me@example.com"}},
        "TopicPolicy": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": [{"Ref": "Topic"}]}},
        """
            + using("Topic"));

    read();

    assertThat(sent()).containsExactly("Topic", "Queue", "ToQueue");
  }

  @Test
  void shouldLeaveOutThePolicy_whenBucketHasOne() {
    assembly.resources(
        "S",
        """
        "Bucket": {"Type": "AWS::S3::Bucket"},
        "Policy": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": {"Ref": "Bucket"}}},
        """
            + using("Bucket"));

    read();

    assertThat(sent()).containsExactly("Bucket");
  }

  @Test
  void shouldUseTheArn_whenSecretIsReferredTo() {
    assembly.resources(
        "S", "\"Secret\": {\"Type\": \"AWS::SecretsManager::Secret\"}," + using("Secret"));

    assertThat(read().functions().get(0).environment()).containsEntry("NAME", "<Secret.Id>");
  }

  @Test
  void shouldReplaceReferencesByValues_whenTheEngineHoldsWhatTheyNameOrTheStackHasConditions() {
    assembly.stack(
        "S",
        """
        {"Parameters": {"Stage": {"Type": "String", "Default": "dev"}},
         "Conditions": {"Prod": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
         "Mappings": {"M": {"a": {"b": "c"}}},
         "Resources": {%s
           "Dead": {"Type": "AWS::SQS::Queue"},
           "Queue": {"Type": "AWS::SQS::Queue", "Properties": {
             "QueueName": {"Fn::Sub": "${Stage}-${AWS::Region}-q"},
             "Stream": {"Fn::GetAtt": ["Stream", "Arn"]},
             "Ways": {"Fn::If": ["Prod", {"Ref": "Stage"}, {"Ref": "AWS::NoValue"}]},
             "Mixed": {"Fn::Sub": ["${X} ${Dead.Arn} ${Stage} ${Y} ${!Z}", {"X": {"Ref": "Dead"}, "Y": {"Ref": "Stage"}}]},
             "Joined": {"Fn::Join": ["-", [{"Ref": "Dead"}, {"Ref": "Stage"}]]},
             "Simple": {"Fn::Join": ["-", ["a", {"Ref": "Stage"}]]},
             "Found": {"Fn::FindInMap": ["M", "a", "b"]}}},
           %s}}
        """
            .formatted(STREAM, using("Queue")));

    read();

    assertThat(template().at("/Resources/Queue/Properties"))
        .isEqualTo(
            json(
                """
                {"QueueName": "dev-us-east-1-q",
                 "Stream": "%s",
                 "Mixed": {"Fn::Sub": ["${X} ${Dead.Arn} dev dev ${!Z}", {"X": {"Ref": "Dead"}}]},
                 "Joined": {"Fn::Join": ["-", [{"Ref": "Dead"}, "dev"]]},
                 "Simple": "a-dev",
                 "Found": {"Fn::FindInMap": ["M", "a", "b"]}}
                """
                    .formatted(STREAM_ARN)));
    assertThat(template().at("/Mappings/M/a/b").asText()).isEqualTo("c");
  }

  @Test
  void shouldPassTheValueOn_whenAnotherStackReadsItFromAnSsmParameter() {
    assembly
        .stack(
            "Reads",
            """
            {"Parameters": {"Name": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/table"}},
             "Resources": {%s}}
            """
                .formatted(function("{\"TABLE\": {\"Ref\": \"Name\"}}", "\"*\"")),
            "Writes")
        .resources(
            "Writes",
            TABLE
                + """
                "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {
                  "Name": "/table", "Type": "String", "Value": {"Ref": "Table"}}}
                """);

    assertThat(read().functions().get(0).environment()).containsEntry("TABLE", "<Table>");
    assertThat(stacks).extracting(ExternalStack::name).containsExactly("Writes");
  }

  @Test
  void shouldRefuse_whenAFunctionNeedsACustomResource() {
    assembly.resources("S", "\"Mine\": {\"Type\": \"Custom::Thing\"}," + using("Mine"));

    assertFails(
        "S/Mine: S/Function refers to this custom resource (Custom::Thing), whose function the"
            + " local run cannot run.");
    assertThat(stacks).isEmpty();
  }

  @Test
  void shouldNameBoth_whenACycleGoesThroughWhatTheEngineHolds() {
    assembly.resources(
        "S",
        TABLE
            + """
            "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {
              "Name": "/table", "Type": "String", "Value": {"Ref": "Table"}}},
            "Queue": {"Type": "AWS::SQS::Queue", "Properties": {
              "QueueName": {"Fn::GetAtt": ["Parameter", "Value"]}}},
            """
            + using("Queue"));

    assertFails(
        "S/Queue: this resource is created on another endpoint and refers to Parameter, whose value"
            + " is not known before: S/Parameter: it refers to Table, which is created in the same"
            + " step.");
    assertThat(stacks).isEmpty();
  }

  @Test
  void shouldMakeUpNames_whenNothingIsCreated() {
    assembly.resources("S", TABLE + function("{\"T\": {\"Ref\": \"Table\"}}", arn("Table")));

    Deployment deployment = assembly.read();

    String name = deployment.functions().get(0).environment().get("T");
    assertThat(name).matches("S-Table-[0-9A-F]{12}");
    assertThat(deployment.functions().get(0).role().statements().get(0).resources())
        .containsExactly("arn:aws:dynamodb:us-east-1:000000000000:table/" + name);
    assertThat(deployment.notSimulated()).containsExactly("S/Table (AWS::DynamoDB::Table)");
  }

  private static String arn(String logicalId) {
    return "{\"Fn::GetAtt\": [\"%s\", \"Arn\"]}".formatted(logicalId);
  }
}
