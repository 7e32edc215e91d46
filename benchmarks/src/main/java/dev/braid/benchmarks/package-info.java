/** The harness that measures Braid against raw Deeplearning4j, PyTorch and Keras. */
package dev.braid.benchmarks;
