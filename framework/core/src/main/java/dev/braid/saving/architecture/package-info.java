/** Models and Keras' configurations of them, either way. */
package dev.braid.saving.architecture;
