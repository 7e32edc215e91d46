/** Finds the name that a program meant. */
@NullMarked
package dev.braid.internal.names;

import org.jspecify.annotations.NullMarked;
