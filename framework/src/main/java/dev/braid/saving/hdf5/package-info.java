/**
 * The part of HDF5 that Keras' weight files are made of, read with bounds and written repeatably.
 *
 * <p>Why no library: the one that is maintained for Java, jHDF, follows every pointer and size a
 * file claims, so a file of a few kilobytes can keep it busy for ever or fill the memory, and it
 * offers no place to set a bound; what it writes starts with an attribute that names the computer,
 * loses attributes over 64 KiB and refuses empty arrays. It stays as an independent witness in the
 * tests.
 *
 * <p>Reading: {@link dev.braid.saving.hdf5.Hdf5} → {@code TreeReader} (groups, datasets) → {@code
 * ObjectHeader} (messages) → {@code FileBytes}, where every access is checked and paid for from a
 * budget. Writing: {@code TreeWriter} → {@code GroupIndex}, {@code HeaderMessages}, {@code
 * StringHeap} → {@code ByteSink}.
 */
package dev.braid.saving.hdf5;
