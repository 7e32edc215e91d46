/** Learning rates that change as training goes on: Keras' schedules. */
package dev.braid.schedules;
