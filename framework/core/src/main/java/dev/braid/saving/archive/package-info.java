/**
 * The zip container of {@code .keras} and {@code .npz} files, read as the untrusted input it is.
 */
package dev.braid.saving.archive;
