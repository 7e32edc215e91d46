/** The source of randomness. */
@NullMarked
package dev.braid.internal.random;

import org.jspecify.annotations.NullMarked;
