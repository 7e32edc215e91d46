/** JMH benchmarks of kernels, losses, optimizers and conversions. */
package dev.braid.benchmarks.jmh;
