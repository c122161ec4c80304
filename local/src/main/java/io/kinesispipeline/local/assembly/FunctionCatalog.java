package io.kinesispipeline.local.assembly;

import io.kinesispipeline.local.assembly.Deployment.AsyncInvocation;
import io.kinesispipeline.local.assembly.Deployment.Function;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers functions with their versions and aliases from all stacks, and works out which version of
 * each runs: the one that a rule or an event source mapping invokes.
 */
final class FunctionCatalog {
  private final Map<String, Path> assets;
  private final Map<String, Function> functions = new LinkedHashMap<>();
  private final Map<String, Environment> environments = new HashMap<>();
  private final Map<String, Resource> notJava = new LinkedHashMap<>();
  private final Map<FunctionReference, String> versions = new LinkedHashMap<>();
  private final Map<FunctionReference, AsyncInvocation> asyncInvocations = new HashMap<>();
  private final List<Invocation> invocations = new ArrayList<>();

  private record Invocation(String where, FunctionReference function) {}

  FunctionCatalog(Map<String, Path> assets) {
    this.assets = assets;
  }

  /** Adds a function; one that is not Java only becomes an error when something invokes it. */
  void add(Resource resource) {
    String name = PhysicalId.of(resource).ref();
    if (FunctionTranslator.isJava(resource)) {
      functions.put(name, FunctionTranslator.function(resource, assets));
      environments.put(name, resource.environment());
    } else {
      notJava.put(name, resource);
    }
  }

  void addVersion(Resource resource) {
    Properties properties =
        resource.properties().ignoring("FunctionName", "Description", "CodeSha256");
    properties.rejectOthers();
    FunctionReference version = FunctionReference.ofVersion(resource);
    versions.put(version, version.qualifier());
  }

  void addAlias(Resource resource) {
    Properties properties = resource.properties().ignoring("FunctionName", "Description");
    properties.requiredText("Name");
    versions.put(FunctionReference.ofAlias(resource), properties.requiredText("FunctionVersion"));
    properties.rejectOthers();
  }

  void addAsyncInvocation(Resource resource) {
    String qualifier =
        resource
            .text("Qualifier")
            .orElseThrow(() -> resource.properties().error("Qualifier", "is missing"));
    asyncInvocations.put(
        FunctionReference.of(resource).qualified(qualifier),
        FunctionTranslator.asyncInvocation(resource));
  }

  /** Notes that a resource invokes a function, which any stack may declare. */
  void invoke(String where, FunctionReference function) {
    invocations.add(new Invocation(where, function));
  }

  /** The functions that run, each as the version that is invoked. */
  List<Function> functions() {
    Map<String, Invocation> invoked = new HashMap<>();
    for (Invocation invocation : invocations) {
      requireRunnable(invocation);
      Invocation other = invoked.putIfAbsent(invocation.function().name(), invocation);
      if (other != null && !other.function().equals(invocation.function())) {
        throw new AssemblyException(
            "%s invokes %s as %s, but %s invokes it as %s: the local run has one version of each."
                .formatted(
                    invocation.where(),
                    invocation.function().name(),
                    invocation.function().qualifier(),
                    other.where(),
                    other.function().qualifier()));
      }
    }
    return functions.values().stream()
        .map(
            function ->
                as(
                    function,
                    Optional.ofNullable(invoked.get(function.name()))
                        .map(Invocation::function)
                        .orElseGet(() -> usualReference(function.name()))))
        .toList();
  }

  /** The functions that cannot run here. */
  List<Resource> notSimulated() {
    return List.copyOf(notJava.values());
  }

  private void requireRunnable(Invocation invocation) {
    FunctionReference function = invocation.function();
    if (notJava.containsKey(function.name())) {
      Resource other = notJava.get(function.name());
      throw new AssemblyException(
          "%s invokes %s, which cannot run here: Runtime must be a Java one, was %s."
              .formatted(
                  invocation.where(),
                  other.where(),
                  other.text("Runtime").orElse("a container image's")));
    }
    if (!functions.containsKey(function.name())
        || function.isQualified() && !versions.containsKey(function)) {
      throw new AssemblyException(
          "%s invokes the function %s, which no stack creates."
              .formatted(
                  invocation.where(),
                  function.isQualified()
                      ? function.name() + ":" + function.qualifier()
                      : function.name()));
    }
  }

  /** How to invoke a function that nothing in the templates invokes: by an alias, if it has one. */
  private FunctionReference usualReference(String name) {
    return versions.keySet().stream()
        .filter(reference -> reference.name().equals(name))
        .reduce((first, last) -> last)
        .orElse(new FunctionReference(name, FunctionReference.LATEST));
  }

  private Function as(Function function, FunctionReference reference) {
    return new Function(
        function.name(),
        reference.arn(environments.get(function.name())),
        versions.getOrDefault(reference, FunctionReference.LATEST),
        function.handler(),
        function.code(),
        function.memoryMb(),
        function.timeout(),
        function.environment(),
        // SnapStart never applies to the unpublished version.
        function.snapStart() && reference.isQualified(),
        function.logGroup(),
        function.roleArn(),
        asyncInvocations.getOrDefault(reference, AsyncInvocation.DEFAULT));
  }
}
