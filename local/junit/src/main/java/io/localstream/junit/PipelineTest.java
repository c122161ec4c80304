package io.localstream.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Runs a pipeline of the project for each test of a class, as {@link LocalPipeline#ofProject()}
 * does. The tests get it as a parameter of type {@link LocalPipeline}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PipelineTest.Extension.class)
public @interface PipelineTest {
  /** CDK context values, each as {@code key=value}. */
  String[] settings() default {};

  /** Faults to inject from the beginning of each test. */
  String[] faults() default {};

  /** Whether the pipeline skips waits. */
  boolean skipWaits() default false;

  /** Runs the pipelines that the annotation describes. */
  final class Extension
      implements BeforeEachCallback,
          AfterEachCallback,
          ParameterResolver,
          TestExecutionExceptionHandler {
    private static final Namespace NAMESPACE = Namespace.create(Extension.class);

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
      LocalPipeline pipeline = pipeline(context.getRequiredTestClass());
      context.getStore(NAMESPACE).put(LocalPipeline.class, pipeline);
      pipeline.beforeEach(context);
    }

    private static LocalPipeline pipeline(Class<?> testClass) {
      PipelineTest test = testClass.getAnnotation(PipelineTest.class);
      LocalPipeline pipeline = LocalPipeline.ofProject().faults(test.faults());
      for (String setting : test.settings()) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              "@PipelineTest settings take key=value, was %s (%s)"
                  .formatted(setting, testClass.getName()));
        }
        pipeline.setting(setting.substring(0, equals), setting.substring(equals + 1));
      }
      return test.skipWaits() ? pipeline.skipWaits() : pipeline;
    }

    private static LocalPipeline of(ExtensionContext context) {
      return context.getStore(NAMESPACE).get(LocalPipeline.class, LocalPipeline.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == LocalPipeline.class;
    }

    @Override
    public LocalPipeline resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return of(context);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
        throws Throwable {
      of(context).handleTestExecutionException(context, failure);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      LocalPipeline pipeline = of(context);
      if (pipeline != null) {
        pipeline.afterEach(context);
      }
    }
  }
}
