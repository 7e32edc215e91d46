/** What fast kernels have in common. */
package dev.braid.internal.engine.kernels.support;
