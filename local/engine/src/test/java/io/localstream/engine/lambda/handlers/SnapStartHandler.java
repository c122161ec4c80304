package io.localstream.engine.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.crac.Resource;

/** Returns which of its hooks ran. Fails in the hook that an environment variable names. */
public final class SnapStartHandler implements RequestHandler<String, List<String>>, Resource {
  private final List<String> seen = new ArrayList<>();

  public SnapStartHandler() {
    Core.getGlobalContext().register(this);
    seen.add("init");
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    hook("beforeCheckpoint");
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    hook("afterRestore");
  }

  private void hook(String name) {
    seen.add(name);
    if (name.equals(System.getenv("FAIL_IN"))) {
      throw new IllegalStateException("cannot " + name);
    }
  }

  @Override
  public List<String> handleRequest(String event, Context context) {
    return seen;
  }
}
