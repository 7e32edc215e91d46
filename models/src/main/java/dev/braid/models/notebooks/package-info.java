/** What the notebooks for JShell and Jupyter show things with. */
package dev.braid.models.notebooks;
