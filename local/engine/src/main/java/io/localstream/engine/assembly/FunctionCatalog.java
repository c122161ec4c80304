package io.localstream.engine.assembly;

import static io.localstream.engine.assembly.FunctionReference.LATEST;
import static io.localstream.engine.assembly.FunctionReference.PUBLISHED;

import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.lifecycle.StartException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of all stacks with their versions and aliases. The local run uses the version of
 * each function that a rule or an event source mapping invokes, or {@code $LATEST} if none does.
 */
final class FunctionCatalog {
  private final Map<String, Resource> functions = new LinkedHashMap<>();
  private final Map<FunctionReference, String> versions = new HashMap<>();
  private final Map<FunctionReference, AsyncInvocation> asyncInvocations = new HashMap<>();
  private final Map<String, InvokedFunction> invocations = new HashMap<>();

  private record InvokedFunction(Resource invoker, FunctionReference function) {}

  FunctionCatalog(List<Resource> resources) {
    for (Resource resource : resources) {
      switch (resource.type()) {
        case "AWS::Lambda::Function" -> functions.put(PhysicalId.of(resource).ref(), resource);
        case "AWS::Lambda::Version" -> addVersion(resource);
        case "AWS::Lambda::Alias" -> addAlias(resource);
        case "AWS::Lambda::EventInvokeConfig" -> addAsyncInvocation(resource);
        default -> {
          // Not about a function.
        }
      }
    }
  }

  private void addVersion(Resource resource) {
    resource.read(properties -> properties.ignoring("FunctionName", "Description", "CodeSha256"));
    versions.put(resource.function().qualified(PUBLISHED), PUBLISHED);
  }

  private void addAlias(Resource resource) {
    resource.read(
        properties ->
            versions.put(
                resource.function().qualified(properties.requiredText("Name")),
                properties
                    .ignoring("FunctionName", "Description")
                    .requiredText("FunctionVersion")));
  }

  private void addAsyncInvocation(Resource resource) {
    resource.read(
        properties ->
            asyncInvocations.put(
                resource.function().qualified(properties.requiredText("Qualifier")),
                FunctionTranslator.asyncInvocation(properties)));
  }

  /**
   * Records that a resource invokes a function.
   *
   * @throws StartException if the function cannot run here, or if another resource invokes another
   *     version of it
   */
  void invoke(Resource invoker, FunctionReference function) {
    requireRunnable(invoker, function);
    InvokedFunction other =
        invocations.putIfAbsent(function.name(), new InvokedFunction(invoker, function));
    if (other != null && !other.function().equals(function)) {
      throw new StartException(
          "%s invokes %s, but %s invokes %s: the local run supports one version of each function."
              .formatted(invoker.where(), function, other.invoker().where(), other.function()));
    }
  }

  private void requireRunnable(Resource invoker, FunctionReference reference) {
    Resource function = functions.get(reference.name());
    if (function == null || (reference.isQualified() && !versions.containsKey(reference))) {
      throw new StartException(
          "%s invokes the function %s, which no stack creates."
              .formatted(invoker.where(), reference));
    }
    if (!FunctionTranslator.isJava(function)) {
      throw new StartException(
          "%s invokes %s, which cannot run here: Runtime must be a Java runtime, was %s."
              .formatted(
                  invoker.where(),
                  function.where(),
                  function.text("Runtime").orElse("a container image")));
    }
  }

  /** Returns the invoked version of each Java function. */
  List<Deployment.Function> asInvoked(RoleCatalog roles, Map<String, Path> assets) {
    return functions.values().stream()
        .filter(FunctionTranslator::isJava)
        .map(resource -> asInvoked(resource, roles, assets))
        .toList();
  }

  private Deployment.Function asInvoked(
      Resource resource, RoleCatalog roles, Map<String, Path> assets) {
    String name = PhysicalId.of(resource).ref();
    InvokedFunction invocation = invocations.get(name);
    FunctionReference reference =
        invocation == null ? new FunctionReference(name, LATEST) : invocation.function();
    return FunctionTranslator.function(
        resource,
        reference,
        versions.getOrDefault(reference, LATEST),
        asyncInvocations.getOrDefault(reference, AsyncInvocation.DEFAULT),
        roles,
        assets);
  }
}
