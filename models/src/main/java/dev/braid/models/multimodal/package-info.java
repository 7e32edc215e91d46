/** Models that take in several kinds of data at once. */
package dev.braid.models.multimodal;
