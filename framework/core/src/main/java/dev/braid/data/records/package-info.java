/** The bridge from DataVec: records whose columns are assigned to inputs and outputs by name. */
@NullMarked
package dev.braid.data.records;

import org.jspecify.annotations.NullMarked;
