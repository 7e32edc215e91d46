/** Tables, such as CSV files, as named inputs and outputs. */
@NullMarked
package dev.braid.datasets.tables;

import org.jspecify.annotations.NullMarked;
