package io.localstream.cli.watch;

import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The effective POMs of a project's modules, as {@code mvn help:effective-pom} writes them.
 *
 * @see <a href="https://maven.apache.org/plugins/maven-help-plugin/effective-pom-mojo.html">
 *     help:effective-pom</a>
 */
final class EffectivePoms {
  private final Map<Path, Element> byFolder = new LinkedHashMap<>();

  private EffectivePoms() {}

  /**
   * Reads the file of one POM, or of several.
   *
   * @throws StartException if it cannot be read
   */
  static EffectivePoms read(Path file) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
      EffectivePoms poms = new EffectivePoms();
      Stream<Element> projects =
          root.getTagName().equals("project")
              ? Stream.of(root)
              : PomElements.children(root, "project");
      projects.forEach(
          project ->
              poms.byFolder.put(
                  Path.of(PomElements.text(PomElements.child(project, "build"), "directory"))
                      .getParent(),
                  project));
      return poms;
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new StartException(
          "--watch cannot read Maven's effective POMs in %s (%s): run npm start -- --watch again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Returns a module.
   *
   * @param name its folder, relative to the project's
   * @param classPath the module's class path for compilation
   * @throws StartException if Maven does not know the folder
   */
  Module module(Path project, String name, List<Path> classPath) {
    Element pom = byFolder.get(project.resolve(name));
    if (pom == null) {
      throw new StartException(
          "--watch has no effective POM of %s: run npm start -- --watch again".formatted(name));
    }
    Element build = PomElements.child(pom, "build");
    Path target = Path.of(PomElements.text(build, "directory"));
    CompilerConfiguration compiler = CompilerConfiguration.of(pom);
    return new Module(
        name,
        sources(Path.of(PomElements.text(build, "sourceDirectory")), target),
        PomElements.children(PomElements.child(build, "resources"), "resource")
            .map(EffectivePoms::resources)
            .toList(),
        target,
        Path.of(PomElements.text(build, "outputDirectory")),
        classPath,
        compiler.options(),
        compiler.compilable());
  }

  /** Plugins add the folders of the sources that they generate only while Maven runs. */
  private static List<Path> sources(Path main, Path target) {
    List<Path> sources = new ArrayList<>(List.of(main));
    Path generated = target.resolve("generated-sources");
    if (Files.isDirectory(generated)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(generated)) {
        folders.forEach(sources::add);
      } catch (IOException e) {
        throw new StartException("--watch cannot read " + generated + ": " + e.getMessage(), e);
      }
    }
    return List.copyOf(sources);
  }

  private static Module.Resources resources(Element resource) {
    boolean filtered = PomElements.text(resource, "filtering").equals("true");
    boolean selected =
        Stream.of("includes", "excludes", "targetPath")
            .anyMatch(tag -> PomElements.has(resource, tag));
    return new Module.Resources(
        Path.of(PomElements.text(resource, "directory")), !filtered && !selected);
  }
}
