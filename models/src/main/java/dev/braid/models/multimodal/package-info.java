/** Models with several kinds of inputs. */
@NullMarked
package dev.braid.models.multimodal;

import org.jspecify.annotations.NullMarked;
