/** Protocol Buffers' wire format, which TensorBoard's and ONNX's files are written in. */
package dev.braid.saving.protobuf;
