/** The engines that are measured, each in a process of its own. */
package dev.braid.benchmarks.engines;
