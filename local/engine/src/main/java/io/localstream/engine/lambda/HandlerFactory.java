package io.localstream.engine.lambda;

/** Makes a function's handler in this JVM, once for each execution environment. */
@FunctionalInterface
public interface HandlerFactory {
  /**
   * Makes a handler.
   *
   * @param setup what the handler would find on Lambda
   * @return a {@code RequestHandler} or a {@code RequestStreamHandler}
   * @throws Exception as a handler's constructor does: the function's init fails
   */
  Object create(FunctionSetup setup) throws Exception;
}
