/** What compile settled and the optimizer's state, as Keras files hold them. */
package dev.braid.saving.compilation;
