package io.kinesispipeline.local.assembly;

import io.kinesispipeline.local.StartException;

/** A cloud assembly cannot be read, or asks for something that the local run cannot do. */
public final class AssemblyException extends StartException {
  private static final long serialVersionUID = 1L;

  AssemblyException(String message) {
    super(message);
  }

  AssemblyException(String message, Throwable cause) {
    super(message, cause);
  }
}
