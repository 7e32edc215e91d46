/** The progress display of a run. */
@NullMarked
package dev.braid.internal.training.progress;

import org.jspecify.annotations.NullMarked;
