/**
 * Real data: small sets that come along, downloaders for large ones, and what reads files of one's
 * own.
 *
 * <p>{@link dev.braid.datasets.Datasets} names the loaders; each data set has a class of its own.
 */
package dev.braid.datasets;
