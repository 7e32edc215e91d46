/**
 * Data sets: small bundled ones, downloaded large ones, and readers of user files.
 *
 * <p>{@link dev.braid.datasets.Datasets} has the loaders; each data set has a separate class.
 */
@NullMarked
package dev.braid.datasets;

import org.jspecify.annotations.NullMarked;
