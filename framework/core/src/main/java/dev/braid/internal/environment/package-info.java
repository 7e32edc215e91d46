/** The requirements for running ND4J, and the properties of the machine that it runs on. */
@NullMarked
package dev.braid.internal.environment;

import org.jspecify.annotations.NullMarked;
