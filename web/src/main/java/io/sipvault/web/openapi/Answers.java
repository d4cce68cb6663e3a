package io.sipvault.web.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a resource takes and answers, for the description of the interface, where its signature does not say it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
    /** Shapes of the body, one of them. */
    Class<?>[] value() default {};

    int[] status() default {};

    /** Media types of an answer that is no JSON. */
    String[] type() default {};

    /** Parameters of the query that the resource reads by itself. */
    String[] query() default {};

    /** Media types of a body that is taken as it is. */
    String[] body() default {};
}
