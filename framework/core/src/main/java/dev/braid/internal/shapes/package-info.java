/** Arithmetic of sizes without overflow. */
package dev.braid.internal.shapes;
