/** The compile configuration and the optimizer's state in Keras' files. */
package dev.braid.saving.compilation;
