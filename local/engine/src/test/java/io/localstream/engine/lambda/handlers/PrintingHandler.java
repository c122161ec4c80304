package io.localstream.engine.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes in all ways in which a function can write. */
public final class PrintingHandler implements RequestHandler<String, String> {
  public PrintingHandler() {
    System.out.println("init");
  }

  @Override
  public String handleRequest(String event, Context context) {
    System.out.println("to standard output");
    System.err.println("to standard error");
    context.getLogger().log("to the logger\n");
    System.out.println("two\nlines");
    System.out.println("x".repeat(300 * 1024));
    writeBytes(new byte[] {'o', 'd', 'd', ' ', (byte) 0xFF, '\n'});
    for (int i = 0; i < 100; i++) {
      System.out.println("line " + i);
    }
    System.out.print("unfinished");
    return event;
  }

  @SuppressWarnings("resource")
  private static void writeBytes(byte[] bytes) {
    OutputStream raw = new FileOutputStream(FileDescriptor.out);
    try {
      raw.write(bytes);
      raw.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
