/** Runs the calls of layers on shapes alone and checks their results. */
@NullMarked
package dev.braid.internal.calls;

import org.jspecify.annotations.NullMarked;
