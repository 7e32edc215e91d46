/** The source of randomness. */
package dev.braid.internal.random;
