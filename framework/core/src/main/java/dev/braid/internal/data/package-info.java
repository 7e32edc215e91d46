/** Batches of checked data, and the interface of their loaders. */
@NullMarked
package dev.braid.internal.data;

import org.jspecify.annotations.NullMarked;
