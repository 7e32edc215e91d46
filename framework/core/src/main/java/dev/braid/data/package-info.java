/** What users may pass in, every check of its structure, and the batches made of it. */
package dev.braid.data;
