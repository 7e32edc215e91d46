/**
 * Native memory that is kept for later use: one budget for all of it, and blocks that arrays of
 * changing shapes lie in.
 *
 * <p>Nothing here depends on what is computed.
 */
@NullMarked
package dev.braid.internal.memory;

import org.jspecify.annotations.NullMarked;
