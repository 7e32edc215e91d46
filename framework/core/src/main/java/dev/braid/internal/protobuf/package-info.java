/** Protocol Buffers' wire format, in which TensorBoard's and ONNX's files are written. */
package dev.braid.internal.protobuf;
