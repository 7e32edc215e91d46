/** The bridge from DataVec: records whose columns are dealt out to inputs and outputs by name. */
package dev.braid.data.records;
