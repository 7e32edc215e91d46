/** Measurements in rounds with paired ratios. */
package dev.braid.benchmarks.measure;
