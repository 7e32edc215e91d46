/** Reads and writes whole models. */
package dev.braid.internal.saving;
