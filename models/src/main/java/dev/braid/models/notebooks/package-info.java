/** Display functions for notebooks in JShell and Jupyter. */
package dev.braid.models.notebooks;
