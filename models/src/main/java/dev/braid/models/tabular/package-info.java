/** Models of rows of numbers and categories. */
@NullMarked
package dev.braid.models.tabular;

import org.jspecify.annotations.NullMarked;
