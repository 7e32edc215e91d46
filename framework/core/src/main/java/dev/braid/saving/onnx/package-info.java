/** Models as ONNX files: what each layer computes at inference, in ONNX's operators. */
package dev.braid.saving.onnx;
