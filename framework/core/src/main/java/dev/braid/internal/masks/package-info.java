/** Masks that files describe and layers compute. */
@NullMarked
package dev.braid.internal.masks;

import org.jspecify.annotations.NullMarked;
