/** What programs see of writing files. */
package dev.braid.files;
