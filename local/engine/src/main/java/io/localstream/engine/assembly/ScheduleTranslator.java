package io.localstream.engine.assembly;

import java.util.List;

/** Translates {@code AWS::Events::Rule} with a schedule. */
final class ScheduleTranslator {
  private ScheduleTranslator() {}

  /**
   * Returns whether a rule has a schedule. Other rules wait for events, and there are none here.
   */
  static boolean hasSchedule(Resource rule) {
    return rule.text("ScheduleExpression").isPresent();
  }

  /** Translates each target of a rule, and records which functions the rule invokes. */
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
    // Delivery here never fails: the retry policy and the dead-letter queue have no effect.
    String arn =
        target.ignoring("Id", "RoleArn", "RetryPolicy", "DeadLetterConfig").requiredText("Arn");
    FunctionReference function =
        FunctionReference.parse(arn)
            .orElseThrow(
                () -> target.error("Arn", "must be the ARN of a Lambda function, was " + arn));
    functions.invoke(rule, function);
    return function.name();
  }
}
