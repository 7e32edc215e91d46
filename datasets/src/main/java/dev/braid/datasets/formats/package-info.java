/** Readers of the file formats that data sets come in. */
package dev.braid.datasets.formats;
