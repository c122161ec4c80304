package io.localstream.deploytest;

import java.util.List;

/**
 * A copy of the pipeline in an account, and its names.
 *
 * @param name the name, as in {@code -c stage=dev}; empty for no stage
 * @param names the names without a stage
 */
record Stage(String name, PipelineNames names) {
  static final Stage NONE = new Stage("");

  /** A stage of this project. */
  Stage(String name) {
    this(name, PipelineNames.of(Project.ROOT));
  }

  List<String> stacks() {
    return names.stacks().stream().map(this::named).toList();
  }

  String streamStack() {
    return named(names.streamStack());
  }

  String producerStack() {
    return named(names.producerStack());
  }

  String consumerStack() {
    return named(names.consumerStack());
  }

  String stream() {
    return named(names.stream());
  }

  String producer() {
    return named(names.producer());
  }

  String consumer() {
    return named(names.consumer());
  }

  String rule() {
    return named(names.rule());
  }

  /** Returns the SSM parameter that holds the stream's {@code name} or {@code arn}. */
  String parameter(String of) {
    return named(names.parameters()) + "/" + of;
  }

  /** Returns a name in this stage. */
  String named(String plain) {
    return name.isEmpty() ? plain : plain + "-" + name;
  }
}
