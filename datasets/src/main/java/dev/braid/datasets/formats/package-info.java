/** Readers of the file formats of data sets. */
@NullMarked
package dev.braid.datasets.formats;

import org.jspecify.annotations.NullMarked;
