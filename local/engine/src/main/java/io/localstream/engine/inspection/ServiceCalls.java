package io.localstream.engine.inspection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the calls of functions to other services. Thread-safe. */
final class ServiceCalls {
  private static final int FIRST_ERROR = 400;

  private final Map<String, ServiceCallSnapshot> calls = new TreeMap<>();

  synchronized void add(String functionName, String service, int status) {
    long errors = status >= FIRST_ERROR ? 1 : 0;
    calls.merge(
        functionName + " " + service,
        new ServiceCallSnapshot(functionName, service, 1, errors),
        (a, b) ->
            new ServiceCallSnapshot(
                functionName, service, a.calls() + b.calls(), a.errors() + b.errors()));
  }

  synchronized List<ServiceCallSnapshot> snapshots() {
    return List.copyOf(calls.values());
  }
}
