package io.localstream.cli.watch;

import io.localstream.engine.assembly.Deployment;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The settings of a watched run. All paths are absolute.
 *
 * @param project the project's folder
 * @param plan the file with the plan of the project's build
 * @param assembly the folder of the cloud assembly
 * @param reader reads a cloud assembly; throws a {@link
 *     io.localstream.engine.lifecycle.StartException} if a running pipeline cannot take it
 */
public record WatchSettings(
    Path project, Path plan, Path assembly, Function<Path, Deployment> reader) {}
