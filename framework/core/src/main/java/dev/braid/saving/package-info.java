/** Models on disk, in the formats of Keras. */
package dev.braid.saving;
