/**
 * Reading and writing of {@code .keras} and {@code .npz} files, zip archives that are untrusted
 * input.
 */
package dev.braid.internal.saving.archive;
