package io.kinesispipeline.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Loads a function's jar as Lambda's Java runtime does: with {@code CustomerClassLoader} of the
 * runtime interface client, whose parent loads the jars of the runtime.
 */
public final class RuntimeLoader implements AutoCloseable {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";
  private static final String CRAC = "com.amazonaws.services.lambda.crac";

  private final Recording runtime;
  private final URLClassLoader function;

  /** Records the classes that it loaded. */
  private static final class Recording extends URLClassLoader {
    Recording(URL[] jars) {
      super(jars, ClassLoader.getPlatformClassLoader());
    }

    boolean hasLoaded(String type) {
      return findLoadedClass(type) != null;
    }
  }

  /**
   * Prepares the runtime.
   *
   * @param folder an empty folder, to which the jar is copied as to Lambda's task folder
   * @param jar the function's jar
   * @param runtime a class of each jar of the runtime
   */
  public RuntimeLoader(Path folder, FunctionJar jar, Class<?>... runtime)
      throws IOException, ReflectiveOperationException {
    Path libraries = Files.createDirectories(folder.resolve("lib"));
    Files.copy(jar.path(), libraries.resolve("function.jar"));
    URL[] jars = Stream.of(runtime).map(RuntimeLoader::location).toArray(URL[]::new);
    this.runtime = new Recording(jars);
    Constructor<?> loader =
        this.runtime
            .loadClass(CLIENT + "CustomerClassLoader")
            .getDeclaredConstructor(String.class, String.class, ClassLoader.class);
    loader.setAccessible(true);
    function =
        (URLClassLoader)
            loader.newInstance(folder.toString(), folder.resolve("none").toString(), this.runtime);
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Creates a handler. Keep a reference to it, because the runtime references hooks weakly. */
  public Object handler(String type) throws ReflectiveOperationException {
    // org.crac calls hooks only if it knows the package of the runtime's implementation.
    System.setProperty("org.crac.Core.Compat", CRAC);
    try {
      return function.loadClass(type).getConstructor().newInstance();
    } finally {
      System.clearProperty("org.crac.Core.Compat");
    }
  }

  /** Runs the beforeCheckpoint hooks of all handlers. */
  public void beforeSnapshot() throws ReflectiveOperationException {
    Object context = runtime.loadClass(CRAC + ".Core").getMethod("getGlobalContext").invoke(null);
    Class<?> type = runtime.loadClass(CRAC + ".Context");
    assertThatThrownBy(
            () -> type.getMethod("beforeCheckpoint", type).invoke(context, (Object) null))
        .as(
            "the native call that the runtime makes after the hooks, which is not available in"
                + " tests")
        .hasRootCauseInstanceOf(UnsatisfiedLinkError.class);
  }

  /** Creates a handler, invokes it with the event's JSON, and returns the response's JSON. */
  public String invoke(String type, String event) throws ReflectiveOperationException {
    Field loader = runtime.loadClass(CLIENT + "AWSLambda").getDeclaredField("customerClassLoader");
    loader.setAccessible(true);
    loader.set(null, function);
    Class<?> info = runtime.loadClass(CLIENT + "HandlerInfo");
    Object handler =
        runtime
            .loadClass(CLIENT + "EventHandlerLoader")
            .getMethod("loadEventHandler", info)
            .invoke(
                null,
                info.getMethod("fromString", String.class, ClassLoader.class)
                    .invoke(null, type, function));
    Object request = request(event);
    return runtime
        .loadClass(CLIENT + "LambdaRequestHandler")
        .getMethod("call", request.getClass())
        .invoke(handler, request)
        .toString();
  }

  private Object request(String event) throws ReflectiveOperationException {
    Class<?> type = runtime.loadClass(CLIENT + "runtimeapi.dto.InvocationRequest");
    Object request = type.getConstructor().newInstance();
    type.getMethod("setId", String.class).invoke(request, "request-1");
    type.getMethod("setDeadlineTimeInMs", long.class)
        .invoke(request, System.currentTimeMillis() + 60_000);
    type.getMethod("setContent", byte[].class).invoke(request, (Object) event.getBytes(UTF_8));
    return request;
  }

  /** Returns whether a class of the function is loaded. */
  public boolean hasLoaded(String type) throws ReflectiveOperationException {
    Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
    find.setAccessible(true); // the build opens java.lang to the tests
    return find.invoke(function, type) != null;
  }

  /** Returns whether a class of the runtime is loaded. */
  public boolean runtimeHasLoaded(String type) {
    return runtime.hasLoaded(type);
  }

  @Override
  public void close() throws IOException {
    function.close();
    runtime.close();
  }
}
