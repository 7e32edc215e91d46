/** Reads configurations of built-in parts. */
package dev.braid.internal.config;
