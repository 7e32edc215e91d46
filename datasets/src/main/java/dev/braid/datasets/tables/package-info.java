/** Tables, such as CSV files, as named inputs and outputs. */
package dev.braid.datasets.tables;
