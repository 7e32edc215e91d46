/** Readers of the file formats of data sets. */
package dev.braid.datasets.formats;
