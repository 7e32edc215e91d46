/**
 * Parallel loops and the threads that run them, one per core, for the whole process.
 *
 * <p>This package does not depend on what a loop computes.
 */
@NullMarked
package dev.braid.internal.threads;

import org.jspecify.annotations.NullMarked;
