/** The bridge from DataVec: records whose columns are assigned to inputs and outputs by name. */
package dev.braid.data.records;
