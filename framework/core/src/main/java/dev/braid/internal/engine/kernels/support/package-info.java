/** Code that fast kernels share. */
package dev.braid.internal.engine.kernels.support;
