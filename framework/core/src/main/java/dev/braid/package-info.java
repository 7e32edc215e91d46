/** The types that training programs name, and their entry points Braid and Model. */
package dev.braid;
