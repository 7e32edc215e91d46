/** How far predictions are from their targets: Keras' losses. */
package dev.braid.losses;
