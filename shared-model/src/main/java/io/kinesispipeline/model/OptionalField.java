package io.kinesispipeline.model;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of {@link Event} that can be missing in its JSON form, for example in records
 * that were sent before you added the component. If it is missing or null, it has the empty value
 * of its type: an empty text, 0, {@code false}, an empty list. An empty value is not written.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@JacksonAnnotationsInside
@JsonSetter(nulls = Nulls.AS_EMPTY)
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public @interface OptionalField {}
