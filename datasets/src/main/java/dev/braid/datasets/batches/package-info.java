/** Arrays in memory as batches that can be asked for in any order. */
package dev.braid.datasets.batches;
