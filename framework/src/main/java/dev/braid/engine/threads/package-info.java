/**
 * The threads that all loops and natives share, one a core.
 *
 * <p>They are OpenMP's where oneDNN runs in those. Nothing here knows what the work is.
 */
package dev.braid.engine.threads;
