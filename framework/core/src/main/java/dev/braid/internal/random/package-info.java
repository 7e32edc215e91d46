/** Where chance comes from. */
package dev.braid.internal.random;
