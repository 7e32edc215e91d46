/** Where the boxes of a layered drawing stand and how its lines run; knows sizes, not models. */
package dev.braid.plots.layout;
