/** Atomic writing of files; depends only on the JDK. */
package dev.braid.internal.files;
