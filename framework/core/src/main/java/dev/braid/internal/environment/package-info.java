/** What the machine must have before ND4J is touched, and what it turned out to have. */
@NullMarked
package dev.braid.internal.environment;

import org.jspecify.annotations.NullMarked;
