/** Arrays in memory as batches with random access. */
@NullMarked
package dev.braid.datasets.batches;

import org.jspecify.annotations.NullMarked;
