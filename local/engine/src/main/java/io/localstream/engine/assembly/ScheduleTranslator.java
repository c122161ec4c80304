package io.localstream.engine.assembly;

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
    return rule.read(
        properties -> {
          properties
              .ignoring("Name", "Description", "RoleArn", "Tags")
              .oneOf("EventBusName", List.of("default"), "default");
          String state = properties.oneOf("State", List.of("ENABLED", "DISABLED"), "ENABLED");
          String expression = properties.requiredText("ScheduleExpression");
          PhysicalId id = PhysicalId.of(rule);
          return properties.objects("Targets").stream()
              .map(
                  target ->
                      new Deployment.Schedule(
                          id.ref(),
                          id.arn(),
                          expression,
                          functionName(rule, target, functions),
                          target.text("Input"),
                          state.equals("ENABLED")))
              .toList();
        });
  }

  private static String functionName(Resource rule, Properties target, FunctionCatalog functions) {
    // Delivery to a function on this machine never fails, so that nothing is retried or kept here.
    String arn =
        target.ignoring("Id", "RoleArn", "RetryPolicy", "DeadLetterConfig").requiredText("Arn");
    FunctionReference function =
        FunctionReference.parse(arn)
            .orElseThrow(() -> target.error("Arn", "must be a Lambda function's here, was " + arn));
    functions.invoke(rule, function);
    return function.name();
  }
}
