/** Rules that weights are made to keep. */
package dev.braid.constraints;
