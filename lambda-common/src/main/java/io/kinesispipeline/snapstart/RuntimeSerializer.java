package io.kinesispipeline.snapstart;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/**
 * The serializer of Lambda's Java runtime, which converts the bytes of an event to the handler's
 * parameter, and the handler's result to bytes. The runtime has it on the class path of the JVM, so
 * the function uses the same classes as the runtime. A function's jar does not contain it.
 *
 * @see <a href="https://github.com/aws/aws-lambda-java-libs">AWS's Java libraries for Lambda</a>
 */
public final class RuntimeSerializer {
  /** Enough rounds for the JVM to compile the code that reads an event and writes a response. */
  private static final int ROUNDS = 60;

  private RuntimeSerializer() {}

  /**
   * Reads an event and writes a response, as the runtime does at a first invocation.
   *
   * @param <E> the type of the handler's parameter
   * @param <R> the type of the handler's result
   * @param event an event
   * @param response a response
   * @throws LinkageError if the runtime has no serializer or a different one
   * @throws RuntimeException if the serializer cannot convert the event or the response
   */
  public static <E, R> void prime(E event, R response) {
    PojoSerializer<E> events = serializerOf(event);
    PojoSerializer<R> responses = serializerOf(response);
    byte[] json = write(events, event);
    for (int round = 0; round < ROUNDS; round++) {
      events.fromJson(new ByteArrayInputStream(json));
      write(responses, response);
    }
  }

  private static <T> byte[] write(PojoSerializer<T> serializer, T value) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    serializer.toJson(value, json);
    return json.toByteArray();
  }

  /** Selects the serializer in the same way as the runtime. */
  @SuppressWarnings("unchecked") // getClass() of a T is a Class of T
  private static <T> PojoSerializer<T> serializerOf(T value) {
    Class<T> type = (Class<T>) value.getClass();
    return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }
}
