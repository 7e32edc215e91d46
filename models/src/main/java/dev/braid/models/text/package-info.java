/** Models of texts as word ids; 0 is padding. */
package dev.braid.models.text;
