/** The data that programs may pass, and functions that transform it. */
package dev.braid.data;
