/** Measurements of checks and batches of user data. */
package dev.braid.benchmarks.data;
