/** Workloads: models, their sizes and their data. */
package dev.braid.benchmarks.workloads;
