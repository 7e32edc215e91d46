/** The engines that are measured, each in a separate process. */
package dev.braid.benchmarks.engines;
