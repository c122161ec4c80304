package io.localstream.deploytest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * A class that makes projects with {@code npm run init}. A made project has neither this command
 * nor the code that its guides begin with, so the class is not run there.
 */
@EnabledIf(
    value = "io.localstream.deploytest.MadeProject#canBeMade",
    disabledReason = "npm run init made this project, and is not part of it")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface UpstreamOnly {}
