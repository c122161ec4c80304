package io.localstream.deploytest;

import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the pipeline in an account, and its names.
 *
 * @param name the name, as in {@code -c stage=dev}; empty for no stage
 */
record Stage(String name) {
  static final Stage NONE = new Stage("");

  String stack(String id) {
    return named(id);
  }

  List<String> stacks() {
    return Stream.of("StreamStack", "ProducerStack", "ConsumerStack").map(this::stack).toList();
  }

  String stream() {
    return named("MyStream");
  }

  String producer() {
    return named("producer-lambda");
  }

  String consumer() {
    return named("consumer-lambda");
  }

  String rule() {
    return named("ScheduleProducer");
  }

  /** Returns the SSM parameter that holds the stream's {@code name} or {@code arn}. */
  String parameter(String of) {
    return named("/streams/my-stream") + "/" + of;
  }

  private String named(String plain) {
    return name.isEmpty() ? plain : plain + "-" + name;
  }
}
