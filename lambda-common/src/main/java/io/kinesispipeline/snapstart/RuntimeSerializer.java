package io.kinesispipeline.snapstart;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/**
 * The serializer of Lambda's Java runtime, which converts the bytes of an event to the handler's
 * parameter, and the handler's result to bytes. The runtime has it on the class path of the JVM, so
 * the function's classes see the same classes as the runtime. A function's jar does not contain it.
 *
 * @see <a href="https://github.com/aws/aws-lambda-java-libs">AWS's Java libraries for Lambda</a>
 */
public final class RuntimeSerializer {
  /** More bring nothing: what is left to do after the restore is not compiled code. */
  private static final int ROUNDS = 5;

  private RuntimeSerializer() {}

  /**
   * Reads an event and writes a response, as the runtime does at a first invocation.
   *
   * @param event an event, of the type of the handler's parameter
   * @param response a response, of the type of the handler's result
   * @throws LinkageError when the runtime has no serializer, or another one
   * @throws RuntimeException when the serializer can't convert one of the two
   */
  public static void prime(Object event, Object response) {
    byte[] json = write(event);
    for (int round = 0; round < ROUNDS; round++) {
      serializer(event.getClass()).fromJson(new ByteArrayInputStream(json));
      write(response);
    }
  }

  @SuppressWarnings("unchecked") // a value is of its own class
  private static <T> byte[] write(T value) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    serializer((Class<T>) value.getClass()).toJson(value, json);
    return json.toByteArray();
  }

  /** The runtime chooses in the same way. */
  private static <T> PojoSerializer<T> serializer(Class<T> type) {
    return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }
}
