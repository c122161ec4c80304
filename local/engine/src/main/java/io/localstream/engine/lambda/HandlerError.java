package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * An exception of a handler, in the form in which Lambda's Java runtime reports it.
 *
 * @param thrown the exception
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Lambda function
 *     errors in Java</a>
 */
record HandlerError(Throwable thrown) {
  String type() {
    return thrown.getClass().getName();
  }

  /** Returns the error of the invocation, in JSON. */
  byte[] json() {
    ObjectNode error =
        JsonNodeFactory.instance
            .objectNode()
            .put("errorMessage", thrown.getMessage())
            .put("errorType", type());
    var frames = error.putArray("stackTrace");
    for (StackTraceElement frame : thrown.getStackTrace()) {
      frames.add(frame.toString());
    }
    return error.toString().getBytes(UTF_8);
  }

  /** Returns the text for the log. */
  String text() {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return "%s: %s\n%s".formatted(thrown.getMessage(), type(), trace);
  }
}
