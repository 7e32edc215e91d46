/** Arithmetic of sizes without overflow. */
@NullMarked
package dev.braid.internal.shapes;

import org.jspecify.annotations.NullMarked;
