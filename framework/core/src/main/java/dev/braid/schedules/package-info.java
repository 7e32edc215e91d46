/** Keras' learning rate schedules. */
@NullMarked
package dev.braid.schedules;

import org.jspecify.annotations.NullMarked;
