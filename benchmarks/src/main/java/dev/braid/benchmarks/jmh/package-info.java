/** Single parts under JMH: kernels, losses, optimizers, conversions. */
package dev.braid.benchmarks.jmh;
