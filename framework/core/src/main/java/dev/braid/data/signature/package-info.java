/** What a model accepts: the shapes, types and kinds of inputs and targets. */
@NullMarked
package dev.braid.data.signature;

import org.jspecify.annotations.NullMarked;
