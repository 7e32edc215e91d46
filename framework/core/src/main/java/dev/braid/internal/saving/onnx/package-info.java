/** Export of models to ONNX files: the computation of each layer at inference in ONNX operators. */
package dev.braid.internal.saving.onnx;
