/** Saving and loading of models in Keras' file formats. */
@NullMarked
package dev.braid.saving;

import org.jspecify.annotations.NullMarked;
