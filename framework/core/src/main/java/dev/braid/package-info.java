/** The types that training programs name, and their entry points Braid and Model. */
@NullMarked
package dev.braid;

import org.jspecify.annotations.NullMarked;
