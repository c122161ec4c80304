package io.localstream.engine.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.cloudwatch.PrivateFile;
import io.localstream.engine.inspection.ActionFields;
import io.localstream.engine.inspection.BadRequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Events that are saved in a folder of the project, each in a file {@code <name>.json} that only
 * its owner may read.
 *
 * @param folder is created when the first event is saved
 */
record EventTemplates(Path folder) {
  private static final int WRONG = 400;
  private static final int BROKEN = 500;
  private static final int MOST = 200;
  private static final int MOST_BYTES = 256 << 10;
  private static final String SUFFIX = ".json";
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  /**
   * A saved event.
   *
   * @param name {@code [a-z0-9-]+}
   * @param text its data
   */
  record Template(String name, String text) {}

  /**
   * Returns the first 200 templates, in the order of their names. Skips files that are too large.
   */
  List<Template> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Template> templates = new ArrayList<>();
      for (Path file : files.filter(EventTemplates::isTemplate).sorted().limit(MOST).toList()) {
        templates.add(new Template(name(file), new String(Files.readAllBytes(file), UTF_8)));
      }
      return templates;
    } catch (IOException e) {
      throw new BadRequestException(BROKEN, "cannot read the templates: " + e);
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
  }

  /** A symbolic link could lead out of the folder. */
  private static boolean isTemplate(Path file) {
    return NAME.matcher(name(file)).matches()
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && file.toFile().length() <= MOST_BYTES;
  }

  Object save(ActionFields fields) {
    fields.allow(List.of("name", "text"));
    String name = fields.text("name");
    String text = fields.text("text");
    if (!NAME.matcher(name).matches()) {
      throw new BadRequestException(
          WRONG, "a template's name must be 1 to 64 of a-z, 0-9 and -, was " + name);
    }
    if (text.getBytes(UTF_8).length > MOST_BYTES) {
      throw new BadRequestException(WRONG, "a template must be 256 KiB or less");
    }
    Path file = folder.resolve(name + SUFFIX);
    try {
      Files.createDirectories(folder);
      if (Files.isSymbolicLink(file)) {
        throw new BadRequestException(WRONG, file + " is a symbolic link: remove it first");
      }
      try (OutputStream out = PrivateFile.create(file)) {
        out.write(text.getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new BadRequestException(BROKEN, "cannot save the template: " + e);
    }
    return Map.of("file", file.toString());
  }
}
