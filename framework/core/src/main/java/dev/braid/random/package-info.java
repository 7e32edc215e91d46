/** The source of randomness. */
package dev.braid.random;
