/** Reads one array in any of its forms: primitive and boxed nests, lists, ND4J arrays. */
@NullMarked
package dev.braid.internal.data.arrays;

import org.jspecify.annotations.NullMarked;
