/**
 * The threads that all loops and natives share, one a core.
 *
 * <p>Nothing here knows what the work is.
 */
package dev.braid.engine.threads;
