/** What programs see of writing files. */
@NullMarked
package dev.braid.files;

import org.jspecify.annotations.NullMarked;
