/** Batches of checked data, and the interface of what loads them. */
@NullMarked
package dev.braid.internal.data;

import org.jspecify.annotations.NullMarked;
