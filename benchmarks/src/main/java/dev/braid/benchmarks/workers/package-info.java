/** The processes of the Java engines. */
package dev.braid.benchmarks.workers;
