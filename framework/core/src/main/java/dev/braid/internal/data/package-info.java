/** Batches of checked data, and the interface of what loads them. */
package dev.braid.internal.data;
