/** Files that are written as a whole or not at all; uses nothing but the JDK. */
package dev.braid.files;
