/** Models with several kinds of inputs. */
package dev.braid.models.multimodal;
