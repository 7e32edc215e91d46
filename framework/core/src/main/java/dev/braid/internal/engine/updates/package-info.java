/** What happens between gradients and new weights. */
package dev.braid.internal.engine.updates;
