package io.kinesispipeline.local.assembly;

import static io.kinesispipeline.local.assembly.FunctionReference.LATEST;

import io.kinesispipeline.local.assembly.Deployment.AsyncInvocation;
import io.kinesispipeline.local.assembly.Deployment.Function;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final Map<String, FunctionReference> invoked = new HashMap<>();
  private final Map<FunctionReference, String> invokers = new LinkedHashMap<>();

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
    invokers.putIfAbsent(function, where);
    FunctionReference other = invoked.putIfAbsent(function.name(), function);
    if (other != null && !other.equals(function)) {
      throw new AssemblyException(
          "%s invokes %s, but %s invokes %s: the local run has one version of each function."
              .formatted(where, function, invokers.get(other), other));
    }
  }

  /** The functions that run, each as the version that is invoked. */
  List<Function> functions() {
    invokers.forEach(this::requireRunnable);
    return functions.values().stream().map(this::asInvoked).toList();
  }

  /** The functions that cannot run here. */
  List<Resource> notSimulated() {
    return List.copyOf(notJava.values());
  }

  private void requireRunnable(FunctionReference function, String where) {
    Resource other = notJava.get(function.name());
    if (other != null) {
      throw new AssemblyException(
          "%s invokes %s, which cannot run here: Runtime must be a Java one, was %s."
              .formatted(
                  where, other.where(), other.text("Runtime").orElse("a container image's")));
    }
    if (!functions.containsKey(function.name())
        || function.isQualified() && !versions.containsKey(function)) {
      throw new AssemblyException(
          "%s invokes the function %s, which no stack creates.".formatted(where, function));
    }
  }

  private Function asInvoked(Function function) {
    FunctionReference unpublished = new FunctionReference(function.name(), LATEST);
    FunctionReference reference = invoked.getOrDefault(function.name(), unpublished);
    return new Function(
        function.name(),
        reference.arn(environments.get(function.name())),
        versions.getOrDefault(reference, LATEST),
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
