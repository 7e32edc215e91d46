/** What is shown: tables, JSON, charts. */
package dev.braid.benchmarks.report;
