package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Calls a handler with the bytes of an event, as Lambda's Java runtime does. It converts objects
 * with the runtime's own serializer.
 */
@FunctionalInterface
interface EventHandler {
  /** Handles an event in JSON and returns the response in JSON. */
  byte[] handle(byte[] event, Context context) throws IOException;

  /**
   * Wraps a user's handler.
   *
   * @throws IllegalArgumentException if the object is not a handler; the message says why
   */
  static EventHandler of(Object handler) {
    if (handler instanceof RequestStreamHandler streams) {
      return (event, context) -> {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        streams.handleRequest(new ByteArrayInputStream(event), response, context);
        return response.toByteArray();
      };
    }
    if (handler instanceof RequestHandler<?, ?> objects) {
      return ofObjects(objects);
    }
    throw new IllegalArgumentException(
        "A handler must be a RequestHandler or a RequestStreamHandler, was "
            + (handler == null ? "null" : handler.getClass().getName()));
  }

  private static EventHandler ofObjects(RequestHandler<?, ?> handler) {
    Type[] types =
        parameters(handler.getClass(), Map.of())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("Class %s does not implement RequestHandler with concrete type parameters:"
                                + " a lambda expression has none, a class of its own has them")
                            .formatted(handler.getClass().getName())));
    PojoSerializer<Object> input = serializer(types[0]);
    PojoSerializer<Object> output = serializer(types[1]);
    @SuppressWarnings("unchecked")
    RequestHandler<Object, Object> called = (RequestHandler<Object, Object>) handler;
    return (event, context) -> {
      Object argument = isVoid(types[0]) ? null : input.fromJson(new ByteArrayInputStream(event));
      Object response = called.handleRequest(argument, context);
      if (response == null || isVoid(types[1])) {
        return "null".getBytes(UTF_8);
      }
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      output.toJson(response, json);
      return json.toByteArray();
    };
  }

  private static boolean isVoid(Type type) {
    return type == Void.class;
  }

  @SuppressWarnings("unchecked")
  private static PojoSerializer<Object> serializer(Type type) {
    if (type instanceof Class<?> ofEvent
        && LambdaEventSerializers.isLambdaSupportedEvent(ofEvent.getName())) {
      return LambdaEventSerializers.serializerFor(
          (Class<Object>) ofEvent, Thread.currentThread().getContextClassLoader());
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  /** Returns the type arguments of {@code RequestHandler} that a class or its superclass sets. */
  private static Optional<Type[]> parameters(Class<?> type, Map<Type, Type> known) {
    if (type == null) {
      return Optional.empty();
    }
    for (Type implemented : type.getGenericInterfaces()) {
      Optional<Type[]> found = parameters(implemented, known);
      if (found.isPresent()) {
        return found;
      }
    }
    return type.getGenericSuperclass() == null
        ? Optional.empty()
        : parameters(type.getGenericSuperclass(), known);
  }

  private static Optional<Type[]> parameters(Type type, Map<Type, Type> known) {
    if (!(type instanceof ParameterizedType generic)) {
      return parameters((Class<?>) type, Map.of());
    }
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    Map<Type, Type> ofRaw = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = known.getOrDefault(arguments[i], arguments[i]);
      ofRaw.put(raw.getTypeParameters()[i], arguments[i]);
    }
    if (raw == RequestHandler.class) {
      return arguments[0] instanceof TypeVariable<?> || arguments[1] instanceof TypeVariable<?>
          ? Optional.empty()
          : Optional.of(arguments);
    }
    return parameters(raw, ofRaw);
  }
}
