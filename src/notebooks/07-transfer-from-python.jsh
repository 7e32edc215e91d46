// Transfer learning from Python: a model that Keras trained on the digits 0 to 4 learns 5 to 9 from twenty images each.

setRandomSeed(7);
Model python = Model.load(root.resolve("src/notebooks/digits_0_to_4.keras"));
show(python);

// It is a model like any other: it can predict, be trained further and be saved. digits_0_to_4.py next to this notebook created it.

Images digits = Digits.load();
System.out.println(Arrays.toString(python.predict(new float[][][][] {digits.images()[3]}).floats()[0]) + " for a " + digits.className(3));

// The digits it was not trained on, as classes 0 to 4: twenty of each for training, all others for testing.

List<float[][][]> few = new ArrayList<>(), rest = new ArrayList<>();
List<Integer> fewLabels = new ArrayList<>(), restLabels = new ArrayList<>();
int[] count = new int[10];
for (int i = 0; i < digits.size(); i++) {
  int digit = digits.labels()[i];
  if (digit >= 5) {
    boolean first = count[digit]++ < 20;
    (first ? few : rest).add(digits.images()[i]);
    (first ? fewLabels : restLabels).add(digit - 5);
  }
}
System.out.println(few.size() + " for training, " + rest.size() + " for testing");

// The output of the layer "features", with the weights from Python, is the input of a new head. The old layers are frozen.

Tensor features = python.tensor("features");
Model model = Model.inputs(python.inputs()).outputs(features.then(dense(5, SOFTMAX).name("new_digit"))).name("digits_5_to_9");
model.freeze("edges", "shapes");
model.summary(true);

model.compile(adam(0.02), sparseCategoricalCrossentropy(), accuracy());
History history = model.fit(few, fewLabels, epochs(40).batchSize(16).verbose(Verbosity.SILENT));
System.out.printf("Only the head trained: %.1f %% correct%n", 100 * model.evaluate(rest, restLabels).get("accuracy"));

// Then the whole model is trained with a small learning rate. Freezing and unfreezing take effect immediately; only the new learning rate requires compiling again.

model.unfreeze("edges", "shapes");
model.compile(adam(0.002), sparseCategoricalCrossentropy(), accuracy());
History fineTuning = model.fit(few, fewLabels, epochs(40).batchSize(16).verbose(Verbosity.SILENT));
System.out.printf("After fine-tuning: %.1f %% correct%n", 100 * model.evaluate(rest, restLabels).get("accuracy"));
show(fineTuning);

// To transfer the model back to Python, open this file with keras.saving.load_model.

model.save(out.resolve("digits_5_to_9.keras"));
System.out.println("Written: " + out.resolve("digits_5_to_9.keras"));
