/**
 * Native memory that is kept for later use: a budget for all of it, and blocks for arrays of
 * changing shapes.
 *
 * <p>This package does not depend on what is computed.
 */
@NullMarked
package dev.braid.internal.memory;

import org.jspecify.annotations.NullMarked;
