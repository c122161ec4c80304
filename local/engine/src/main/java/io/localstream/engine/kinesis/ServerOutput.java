package io.localstream.engine.kinesis;

import io.localstream.engine.lifecycle.BackgroundTasks;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a server process prints: the port that it listens on, and what explains its end. */
final class ServerOutput {
  private static final Pattern LISTENING = Pattern.compile("listening (\\d{1,5})");
  private static final int TAIL_LINES = 20;

  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Deque<String> tail = new ArrayDeque<>();

  ServerOutput(Process process, BackgroundTasks background) {
    background.run("reader of kinesis-local's output", () -> read(process));
  }

  /** The port, once the server listens on it; fails when the process ends before that. */
  CompletableFuture<Integer> port() {
    return port;
  }

  /** The last lines, each on a line of its own after a line break; empty where there are none. */
  String tail() {
    synchronized (tail) {
      return tail.isEmpty() ? "" : " Its last output:\n" + String.join("\n", tail);
    }
  }

  private void read(Process process) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        accept(line);
      }
    } catch (IOException e) {
      // The process has ended, and the output with it.
    } finally {
      port.completeExceptionally(new IOException("the output ended"));
    }
  }

  private void accept(String line) {
    Matcher listening = LISTENING.matcher(line);
    if (listening.matches() && !port.isDone()) {
      port.complete(Integer.parseInt(listening.group(1)));
      return;
    }
    synchronized (tail) {
      tail.addLast(line);
      if (tail.size() > TAIL_LINES) {
        tail.removeFirst();
      }
    }
  }
}
