/** What runs inside the process of an engine in Java. */
package dev.braid.benchmarks.workers;
