/** Runs the calls of layers on shapes alone and checks their results. */
package dev.braid.internal.calls;
