/** Arrays in memory as batches with random access. */
package dev.braid.datasets.batches;
