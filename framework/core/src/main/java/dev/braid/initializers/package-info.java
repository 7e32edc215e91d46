/** What weights hold before training: Keras' initializers. */
package dev.braid.initializers;
