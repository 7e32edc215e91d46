/** Reads one array of any form: nested primitive or boxed arrays, lists, ND4J arrays. */
@NullMarked
package dev.braid.internal.data.arrays;

import org.jspecify.annotations.NullMarked;
