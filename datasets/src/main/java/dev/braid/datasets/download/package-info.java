/**
 * Fetches files once, from the first address that answers, and makes sure they are the right ones.
 */
package dev.braid.datasets.download;
