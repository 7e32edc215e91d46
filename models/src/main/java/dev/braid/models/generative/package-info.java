/** Models that learn to make again what they saw. */
package dev.braid.models.generative;
