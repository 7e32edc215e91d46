/** Descriptions of the data that a model accepts. */
package dev.braid.internal.data;
