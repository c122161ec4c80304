package io.kinesispipeline.producer;

import io.kinesispipeline.model.Event;

/** Makes events that say hello at the trigger's time: the same ones when it is invoked again. */
final class HelloGenerator implements EventGenerator {
  @Override
  public Event generate(Trigger trigger, int index) {
    return new Event("Hello", trigger.time().toEpochMilli());
  }
}
