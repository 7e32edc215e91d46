/** The front door: everything a training program names. */
package dev.braid;
