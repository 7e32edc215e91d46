/** The commands of the command line. */
package dev.braid.benchmarks.commands;
