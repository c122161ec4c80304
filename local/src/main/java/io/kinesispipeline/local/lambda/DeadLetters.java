package io.kinesispipeline.local.lambda;

/** Takes what failed for good. */
@FunctionalInterface
public interface DeadLetters {
  /**
   * Sends a message.
   *
   * @param destinationArn ARN of a queue or topic
   * @param body the message
   * @throws RuntimeException when the destination does not take it
   */
  void send(String destinationArn, String body);
}
