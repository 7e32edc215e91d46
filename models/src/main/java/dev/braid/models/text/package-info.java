/** Models of texts as word ids; 0 is padding. */
@NullMarked
package dev.braid.models.text;

import org.jspecify.annotations.NullMarked;
