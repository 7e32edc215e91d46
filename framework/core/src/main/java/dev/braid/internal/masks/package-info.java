/** Masks that files describe and layers compute. */
package dev.braid.internal.masks;
