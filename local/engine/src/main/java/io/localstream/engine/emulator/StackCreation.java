package io.localstream.engine.emulator;

import io.localstream.engine.assembly.ExternalStack;
import io.localstream.engine.lifecycle.StartException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Creates stacks through the CloudFormation API of an endpoint. */
final class StackCreation implements AutoCloseable {
  private static final Duration LONGEST_OPERATION = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 50;

  /** Marks stacks that a local run may delete. */
  private static final Tag OWN = Tag.builder().key("created-by").value("local-run").build();

  private final ServiceEndpoint endpoint;
  private final CloudFormationClient client;

  /**
   * @param account the account in which emulators create resources: they take it from an access key
   *     ID of 12 digits
   */
  StackCreation(ServiceEndpoint endpoint, String region, String account) {
    this.endpoint = endpoint;
    this.client =
        CloudFormationClient.builder()
            .endpointOverride(endpoint.uri())
            .overrideConfiguration(client -> endpoint.headers().forEach(client::putHeader))
            .region(Region.of(region))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "none")))
            .build();
  }

  /**
   * Creates a stack. Deletes the stack of an earlier run first, so that each run begins without
   * data.
   *
   * @return the values of its outputs, by their keys
   * @throws StartException with the resources that cannot be created, and the reasons
   */
  Map<String, String> create(ExternalStack stack) throws InterruptedException {
    try {
      deletePrevious(stack.name());
      client.createStack(
          request ->
              request.stackName(stack.name()).templateBody(stack.template().toString()).tags(OWN));
      Stack created = await(stack.name()).orElseThrow();
      if (created.stackStatus() != StackStatus.CREATE_COMPLETE) {
        throw failed(stack, failures(stack.name()));
      }
      return created.outputs().stream()
          .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    } catch (CloudFormationException e) {
      String reason = e.awsErrorDetails().errorMessage();
      throw failed(stack, resource -> reason.contains(resource.type()), reason);
    } catch (AbortedException e) {
      throw new InterruptedException(e.getMessage());
    } catch (SdkClientException e) {
      throw failed(stack, resource -> true, "it does not answer: " + e.getMessage());
    }
  }

  private void deletePrevious(String name) throws InterruptedException {
    Optional<Stack> previous = describe(name);
    if (previous.isEmpty()) {
      return;
    }
    if (!previous.get().tags().contains(OWN)) {
      throw new StartException(
          "%s has a stack %s, which no local run created: delete that stack, or use another endpoint"
              .formatted(endpoint, name));
    }
    client.deleteStack(request -> request.stackName(name));
    if (await(name).isPresent()) {
      throw new StartException(
          "%s cannot delete the stack %s of the previous run: delete that stack"
              .formatted(endpoint, name));
    }
  }

  /** Waits until the running operation of a stack has ended. */
  private Optional<Stack> await(String name) throws InterruptedException {
    Instant end = Instant.now().plus(LONGEST_OPERATION);
    Optional<Stack> stack = describe(name);
    while (stack.isPresent() && stack.get().stackStatusAsString().endsWith("_IN_PROGRESS")) {
      if (Instant.now().isAfter(end)) {
        throw new StartException(
            "%s has not created the stack %s after %s"
                .formatted(endpoint, name, LONGEST_OPERATION));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      stack = describe(name);
    }
    return stack;
  }

  private Optional<Stack> describe(String name) {
    try {
      return client.describeStacks(request -> request.stackName(name)).stacks().stream()
          .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
          .findFirst();
    } catch (CloudFormationException e) {
      if (e.awsErrorDetails().errorMessage().contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<StackEvent> failures(String name) {
    return client.describeStackEvents(request -> request.stackName(name)).stackEvents().stream()
        .filter(event -> event.resourceStatus() == ResourceStatus.CREATE_FAILED)
        .toList();
  }

  private StartException failed(ExternalStack stack, List<StackEvent> failures) {
    Set<String> logicalIds =
        failures.stream().map(StackEvent::logicalResourceId).collect(Collectors.toSet());
    return failed(
        stack,
        resource -> logicalIds.contains(resource.logicalId()),
        failures.stream()
            .map(event -> event.logicalResourceId() + ": " + event.resourceStatusReason())
            .collect(Collectors.joining("; ")));
  }

  /**
   * @param affected selects the resources that cannot be created; if it selects none, the message
   *     names all of them
   */
  private StartException failed(
      ExternalStack stack, Predicate<ExternalStack.Needed> affected, String reason) {
    List<ExternalStack.Needed> named = stack.resources().stream().filter(affected).toList();
    return new StartException(
        "%s cannot create %s. Its reason: %s"
            .formatted(
                endpoint,
                (named.isEmpty() ? stack.resources() : named)
                    .stream()
                        .map(r -> r.description() + ", to which " + r.neededBy() + " refers")
                        .collect(Collectors.joining(", and ")),
                reason));
  }

  @Override
  public void close() {
    client.close();
  }
}
