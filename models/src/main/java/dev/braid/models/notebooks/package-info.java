/** Display functions for notebooks in JShell and Jupyter. */
@NullMarked
package dev.braid.models.notebooks;

import org.jspecify.annotations.NullMarked;
