package io.kinesispipeline.local.assembly;

import java.util.List;

/** Translates {@code AWS::Events::Rule} with a schedule. */
final class ScheduleTranslator {
  private ScheduleTranslator() {}

  /** Whether the rule has a schedule; other rules wait for events, of which there are none here. */
  static boolean hasSchedule(Resource rule) {
    return rule.text("ScheduleExpression").isPresent();
  }

  /** Translates each of the rule's targets, and tells the functions that it invokes them. */
  static List<Deployment.Schedule> schedules(Resource rule, FunctionCatalog functions) {
    Properties properties = rule.properties().ignoring("Name", "Description", "RoleArn", "Tags");
    properties.oneOf("EventBusName", List.of("default"), "default");
    boolean enabled =
        properties.oneOf("State", List.of("ENABLED", "DISABLED"), "ENABLED").equals("ENABLED");
    String expression = properties.requiredText("ScheduleExpression");
    PhysicalId id = PhysicalId.of(rule);
    List<Deployment.Schedule> schedules =
        properties.objects("Targets").stream()
            .map(
                target ->
                    new Deployment.Schedule(
                        id.ref(),
                        id.arn(),
                        expression,
                        target(rule, target, functions),
                        target.text("Input"),
                        enabled))
            .toList();
    properties.rejectOthers();
    return schedules;
  }

  private static String target(Resource rule, Properties target, FunctionCatalog functions) {
    // Delivery to a function on this machine never fails, so that nothing is retried or kept here.
    target.ignoring("Id", "RoleArn", "RetryPolicy", "DeadLetterConfig");
    String arn = target.requiredText("Arn");
    FunctionReference function =
        FunctionReference.parse(arn)
            .orElseThrow(() -> target.error("Arn", "must be a Lambda function's here, was " + arn));
    functions.invoke(rule.where(), function);
    return function.name();
  }
}
