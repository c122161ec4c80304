package io.localstream.cli;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.util.Map;

/**
 * A debugger that is attached to a JVM on this machine. {@link #close} detaches it, and the JVM
 * continues.
 */
final class AttachedDebugger implements AutoCloseable {
  private final VirtualMachine vm;
  private int line;

  private AttachedDebugger(VirtualMachine vm) {
    this.vm = vm;
  }

  static AttachedDebugger to(int port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("127.0.0.1");
    arguments.get("port").setValue(String.valueOf(port));
    return new AttachedDebugger(connector.attach(arguments));
  }

  /** Sets a breakpoint in a class that is not loaded yet. */
  void breakAt(String className, int lineNumber) {
    line = lineNumber;
    ClassPrepareRequest request = vm.eventRequestManager().createClassPrepareRequest();
    request.addClassFilter(className);
    request.enable();
  }

  void resume() {
    vm.resume();
  }

  /** A thread at a breakpoint. */
  record Stop(ThreadReference thread) {
    /** Returns the value of a local variable. */
    Value variable(String name)
        throws IncompatibleThreadStateException, AbsentInformationException {
      StackFrame frame = thread.frame(0);
      return frame.getValue(frame.visibleVariableByName(name));
    }
  }

  /** Waits until the JVM stops at the breakpoint, which is then removed. */
  Stop awaitBreakpoint() throws Exception {
    while (true) {
      EventSet events = vm.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof ClassPrepareEvent loaded) {
          set(loaded.referenceType());
        } else if (event instanceof BreakpointEvent stopped) {
          vm.eventRequestManager().deleteAllBreakpoints();
          return new Stop(stopped.thread());
        }
      }
      events.resume();
    }
  }

  private void set(ReferenceType type) throws AbsentInformationException {
    vm.eventRequestManager().createBreakpointRequest(type.locationsOfLine(line).get(0)).enable();
  }

  @Override
  public void close() {
    vm.dispose();
  }
}
