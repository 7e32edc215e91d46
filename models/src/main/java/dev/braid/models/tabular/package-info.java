/** Models of rows of numbers and categories. */
package dev.braid.models.tabular;
