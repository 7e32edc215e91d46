/** The tables of kernels by layer and by operation. */
package dev.braid.internal.engine.kernels.table;
