/** The callbacks that come with Braid, each with Keras' options and decisions. */
package dev.braid.callbacks;
