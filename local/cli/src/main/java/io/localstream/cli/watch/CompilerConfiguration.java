package io.localstream.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * The configuration of {@code maven-compiler-plugin} for the main sources of a module.
 *
 * @see <a href="https://maven.apache.org/plugins/maven-compiler-plugin/compile-mojo.html">
 *     compiler:compile</a>
 */
record CompilerConfiguration(Element properties, Element configuration) {
  /** Options that only check the code and do not change classes. The build runs these checks. */
  private static final List<String> CHECKS =
      List.of("-Werror", "-Xlint", "-Xdoclint", "-Xplugin:", "-nowarn");

  /**
   * An annotation processor that only checks the code. It generates no code, so Maven need not
   * compile the module.
   */
  private static final String CHECKING_PROCESSOR = "com.google.errorprone";

  /** Reads the effective POM of a module. */
  static CompilerConfiguration of(Element pom) {
    Element plugins = PomElements.child(PomElements.child(pom, "build"), "plugins");
    Element plugin =
        PomElements.children(plugins, "plugin")
            .filter(p -> PomElements.text(p, "artifactId").equals("maven-compiler-plugin"))
            .findFirst()
            .orElseGet(() -> pom.getOwnerDocument().createElement("plugin"));
    Element compile =
        PomElements.children(PomElements.child(plugin, "executions"), "execution")
            .filter(e -> PomElements.text(e, "id").equals("default-compile"))
            .findFirst()
            .orElse(plugin);
    return new CompilerConfiguration(
        PomElements.child(pom, "properties"), PomElements.child(compile, "configuration"));
  }

  /** Returns the options of {@code javac}, without those that only check. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("-g", "-nowarn"));
    Optional<String> release = setting("release", "maven.compiler.release");
    if (release.isPresent()) {
      options.addAll(List.of("--release", release.get()));
    } else {
      setting("source", "maven.compiler.source")
          .ifPresent(v -> options.addAll(List.of("-source", v)));
      setting("target", "maven.compiler.target")
          .ifPresent(v -> options.addAll(List.of("-target", v)));
    }
    setting("encoding", "project.build.sourceEncoding")
        .ifPresent(value -> options.addAll(List.of("-encoding", value)));
    if (isSet("parameters", "maven.compiler.parameters")) {
      options.add("-parameters");
    }
    if (isSet("enablePreview", "maven.compiler.enablePreview")) {
      options.add("--enable-preview");
    }
    if (PomElements.has(configuration, "annotationProcessorPaths")) {
      // With these paths, the build uses no processor from the class path either.
      options.add("-proc:none");
    }
    arguments().filter(CompilerConfiguration::changesClasses).forEach(options::add);
    return List.copyOf(options);
  }

  /** Returns whether {@code javac} with the options creates the same classes as Maven. */
  boolean compilable() {
    String compiler = PomElements.text(configuration, "compilerId");
    return (compiler.isEmpty() || compiler.equals("javac"))
        && PomElements.children(PomElements.child(configuration, "annotationProcessorPaths"))
            .allMatch(path -> PomElements.text(path, "groupId").equals(CHECKING_PROCESSOR));
  }

  private Stream<String> arguments() {
    return Stream.concat(
            PomElements.children(PomElements.child(configuration, "compilerArgs"))
                .map(Element::getTextContent),
            Stream.of(PomElements.text(configuration, "compilerArgument")))
        .map(String::strip)
        .filter(argument -> !argument.isEmpty());
  }

  private static boolean changesClasses(String argument) {
    return CHECKS.stream().noneMatch(argument::startsWith);
  }

  private boolean isSet(String parameter, String property) {
    return setting(parameter, property).filter("true"::equals).isPresent();
  }

  private Optional<String> setting(String parameter, String property) {
    return Stream.of(
            PomElements.text(configuration, parameter), PomElements.text(properties, property))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
