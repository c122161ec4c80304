package io.localstream.fixtureapp.stacks;

import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Synthesizes the stacks. */
public final class FixtureApp {
  private FixtureApp() {}

  /**
   * Writes the cloud assembly.
   *
   * @param args the functions' jar, and the folder of the cloud assembly
   */
  public static void main(String[] args) {
    App app = new App(AppProps.builder().outdir(args[1]).analyticsReporting(false).build());
    String functions = args[0];
    StreamStack stream = new StreamStack(app, "FixtureStreamStack");
    new ProducerStack(app, "FixtureProducerStack", functions).addStackDependency(stream);
    new ConsumerStack(app, "FixtureConsumerStack", functions).addStackDependency(stream);
    app.synth();
  }
}
