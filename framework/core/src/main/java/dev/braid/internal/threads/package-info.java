/**
 * Parallel loops and the threads that run them, one a core, for the whole process.
 *
 * <p>Nothing here depends on what a loop computes.
 */
@NullMarked
package dev.braid.internal.threads;

import org.jspecify.annotations.NullMarked;
