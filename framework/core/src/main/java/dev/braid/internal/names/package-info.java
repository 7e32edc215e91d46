/** Finds the name that a program meant. */
package dev.braid.internal.names;
