/** Keras' learning rate schedules. */
package dev.braid.schedules;
