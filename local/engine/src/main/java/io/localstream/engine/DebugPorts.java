package io.localstream.engine;

import io.localstream.engine.http.Loopback;
import io.localstream.engine.lambda.Debugger;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses the debuggers' ports before the functions' processes start. */
final class DebugPorts {
  private DebugPorts() {}

  /**
   * Returns the debugger of each debugged function, by the function's name.
   *
   * @throws StartException if a port is in use
   */
  static Map<String, Debugger> choose(DebugSettings settings, PipelineListener listener) {
    Map<String, Debugger> debuggers = new LinkedHashMap<>();
    // Holds all ports until the last one is chosen, so that no two functions get the same free
    // port.
    List<ServerSocket> held = new ArrayList<>();
    try {
      settings
          .ports()
          .forEach(
              (function, wanted) -> {
                int port = hold(function, wanted, held);
                debuggers.put(
                    function,
                    new Debugger(
                        port,
                        settings.suspend(),
                        suspended -> listener.debuggable(function, port, suspended)));
              });
      return debuggers;
    } finally {
      held.forEach(DebugPorts::free);
    }
  }

  private static int hold(String function, int wanted, List<ServerSocket> held) {
    try {
      ServerSocket socket = new ServerSocket();
      held.add(socket);
      // A port on which a debugger was connected a minute ago is free, too.
      socket.setReuseAddress(true);
      socket.bind(Loopback.address(wanted), 1);
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartException(
          "the debugger of %s cannot listen on port %d (%s): stop what listens there, or choose another with --debug %s:<port>"
              .formatted(function, wanted, e.getMessage(), function),
          e);
    }
  }

  private static void free(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new StartException("cannot free the debugger's port " + socket.getLocalPort(), e);
    }
  }
}
