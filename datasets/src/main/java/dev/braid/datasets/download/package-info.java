/** Downloads files once, from the first available address, and verifies them. */
package dev.braid.datasets.download;
