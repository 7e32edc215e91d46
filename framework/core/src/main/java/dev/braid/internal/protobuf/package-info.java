/** Protocol Buffers' wire format, in which TensorBoard's and ONNX's files are written. */
@NullMarked
package dev.braid.internal.protobuf;

import org.jspecify.annotations.NullMarked;
