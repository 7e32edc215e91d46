/** What it costs to check the user's arrays and to make batches of them. */
package dev.braid.benchmarks.data;
