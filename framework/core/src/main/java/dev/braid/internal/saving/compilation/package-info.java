/** The compile configuration and the optimizer's state in Keras' files. */
package dev.braid.internal.saving.compilation;
