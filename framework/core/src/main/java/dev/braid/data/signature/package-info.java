/** What a model accepts: the shapes, types and kinds of inputs and targets. */
package dev.braid.data.signature;
