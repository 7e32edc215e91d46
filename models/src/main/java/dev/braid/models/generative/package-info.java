/** Generative models. */
package dev.braid.models.generative;
