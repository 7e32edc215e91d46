/** Ready architectures and the programs that train them. */
package dev.braid.models;
