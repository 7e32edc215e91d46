/** Reports: tables, JSON and charts. */
package dev.braid.benchmarks.report;
