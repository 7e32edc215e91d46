/** Where chance comes from. */
package dev.braid.random;
