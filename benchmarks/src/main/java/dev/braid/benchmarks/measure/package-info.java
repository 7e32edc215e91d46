/** How it is measured: turns, rounds, paired ratios. */
package dev.braid.benchmarks.measure;
