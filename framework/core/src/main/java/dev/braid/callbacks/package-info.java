/** The built-in callbacks, with the options and decisions of Keras' callbacks. */
package dev.braid.callbacks;
