package io.localstream.engine.lambda;

/** Creates a function's handler in this JVM, once for each execution environment. */
@FunctionalInterface
public interface HandlerFactory {
  /**
   * Creates a handler.
   *
   * @param setup what the handler would find on Lambda
   * @return a {@code RequestHandler} or a {@code RequestStreamHandler}
   * @throws Exception as the handler's constructor does; the function's init then fails
   */
  Object create(FunctionSetup setup) throws Exception;
}
