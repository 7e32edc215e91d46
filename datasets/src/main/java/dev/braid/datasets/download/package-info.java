/** Downloads files once, from the first available address, and verifies them. */
@NullMarked
package dev.braid.datasets.download;

import org.jspecify.annotations.NullMarked;
