package io.localstream.cli.watch;

import io.localstream.engine.assembly.Deployment;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What a watched run is built from. All paths are absolute.
 *
 * @param project the project's folder
 * @param plan the file that says how the project is built
 * @param assembly the folder of the cloud assembly
 * @param reader reads a cloud assembly; throws a {@link
 *     io.localstream.engine.lifecycle.StartException} if a running pipeline cannot take it
 */
public record WatchSettings(
    Path project, Path plan, Path assembly, Function<Path, Deployment> reader) {}
