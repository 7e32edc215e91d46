/**
 * The part of HDF5 that Keras' weight files are made of, read with bounds and written repeatably.
 *
 * <p>Why no library: the one that is maintained for Java, jHDF, follows every pointer and size a
 * file claims and has no place to set a bound, so that ten kilobytes whose index leads to itself
 * fill the memory. What it writes names the computer in an attribute of the root, cannot be opened
 * again when an attribute is over 64 KiB, and it fails on empty arrays. It stays as an independent
 * witness in the tests.
 *
 * <p>Reading: {@link dev.braid.saving.hdf5.Hdf5} → {@code TreeReader} (groups, datasets) → {@code
 * ObjectHeader} (messages) → {@code FileBytes}, where every access is checked and paid for from a
 * budget. Writing: {@code TreeWriter} → {@code GroupIndex}, {@code HeaderMessages}, {@code
 * StringHeap} → {@code ByteSink}.
 */
package dev.braid.saving.hdf5;
