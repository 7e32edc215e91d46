/** Facts about layers that other packages ask for. */
@NullMarked
package dev.braid.internal.layers;

import org.jspecify.annotations.NullMarked;
