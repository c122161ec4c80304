package io.kinesispipeline.model;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Creates sample values of the types that events can contain: records, sealed interfaces, enums,
 * collections and scalars.
 */
final class SampleFactory {
  private static final String METHOD = "sample";
  private static final Map<Class<?>, Object> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, ""),
          Map.entry(CharSequence.class, ""),
          Map.entry(boolean.class, false),
          Map.entry(Boolean.class, false),
          Map.entry(char.class, ' '),
          Map.entry(Character.class, ' '),
          Map.entry(byte.class, (byte) 0),
          Map.entry(Byte.class, (byte) 0),
          Map.entry(short.class, (short) 0),
          Map.entry(Short.class, (short) 0),
          Map.entry(int.class, 0),
          Map.entry(Integer.class, 0),
          Map.entry(long.class, 0L),
          Map.entry(Long.class, 0L),
          Map.entry(float.class, 0f),
          Map.entry(Float.class, 0f),
          Map.entry(double.class, 0d),
          Map.entry(Double.class, 0d),
          Map.entry(BigInteger.class, BigInteger.ZERO),
          Map.entry(BigDecimal.class, BigDecimal.ZERO),
          Map.entry(UUID.class, new UUID(0, 0)));

  /** The types that are being created, from the outermost to the innermost. */
  private final Deque<Class<?>> within = new ArrayDeque<>();

  private SampleFactory() {}

  /**
   * Creates a value.
   *
   * @throws IllegalStateException if it cannot be created; the message names the type, and says
   *     what to do
   */
  static <T> T make(Class<T> type) {
    return type.cast(new SampleFactory().value(type));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return collection((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    if (!(type instanceof Class<?> plain)) {
      throw impossible(type, "its type is not supported", null);
    }
    if (SCALARS.containsKey(plain)) {
      return SCALARS.get(plain);
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    if (plain.isArray()) {
      return Array.newInstance(plain.getComponentType(), 0);
    }
    return compound(plain);
  }

  /**
   * Creates a collection with one element, or an empty one if the element would contain the
   * collection.
   */
  private Object collection(Class<?> type, Type[] arguments) {
    if (type == Map.class) {
      return Map.of();
    }
    if (!type.isAssignableFrom(List.class) && type != Set.class) {
      throw impossible(type, "it is a generic type", null);
    }
    List<Object> elements =
        within.contains(arguments[0]) ? List.of() : List.of(value(arguments[0]));
    return type == Set.class ? Set.copyOf(elements) : elements;
  }

  private Object compound(Class<?> type) {
    if (within.contains(type)) {
      throw impossible(type, "it contains itself", null);
    }
    within.addLast(type);
    try {
      Method own =
          Stream.of(type.getDeclaredMethods())
              .filter(SampleFactory::isSample)
              .findFirst()
              .orElse(null);
      if (own != null) {
        own.setAccessible(true);
        return own.invoke(null);
      }
      if (type.isSealed()) {
        return value(type.getPermittedSubclasses()[0]);
      }
      if (type.isRecord()) {
        return record(type);
      }
      throw impossible(type, "it is neither a record nor a sealed interface", null);
    } catch (InvocationTargetException e) {
      throw impossible(type, "its constructor rejects empty values", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw impossible(type, "it is not accessible", e);
    } finally {
      within.removeLast();
    }
  }

  private static boolean isSample(Method method) {
    return method.getName().equals(METHOD)
        && method.getParameterCount() == 0
        && method.getReturnType() == method.getDeclaringClass();
  }

  private Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Stream.of(components).map(each -> value(each.getGenericType())).toArray();
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static IllegalStateException impossible(Type type, String reason, Throwable cause) {
    return new IllegalStateException(
        ("cannot create a sample of %s, because %s%s: declare 'static %s %s()' in it, or in the"
                + " record that contains it")
            .formatted(
                type.getTypeName(),
                reason,
                cause == null ? "" : " (" + cause + ")",
                type instanceof Class<?> plain ? plain.getSimpleName() : "…",
                METHOD),
        cause);
  }
}
