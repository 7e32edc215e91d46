// Wrong data, options and graphs: everything is checked before anything is trained.

/** Runs a call that must be refused, and prints the message. */
void wrong(String what, Runnable call) {
  try {
    call.run();
    throw new AssertionError(what + " was accepted");
  } catch (StructureException refused) {
    System.out.println("--- " + what + "\n" + refused.getMessage() + "\n");
  }
}

Tensor image = input("image", 8, 8, 1);
Tensor text = input("text", 10);
Tensor words = text.then(embedding(1000, 8)).then(globalAveragePooling1d());
Tensor both = concatenate(image.then(flatten()), words);
Model model = Model.inputs(image, text).outputs(
    both.then(dense(3, SOFTMAX).name("label")), both.then(dense(1).name("amount")));

wrong("fit before compile", () -> model.fit(List.of(), List.of()));
wrong("an output without a loss", () -> model.compile(adam(), output("label").loss(sparseCategoricalCrossentropy())));
model.compile(adam(),
    output("label").loss(sparseCategoricalCrossentropy()).metrics(accuracy()), output("amount").loss(mse()));

float[][][][] images = new float[20][8][8][1];
int[][] tokens = new int[20][10];
int[] labels = new int[20];
float[] amounts = new float[20];
Map<String, Object> y = Map.of("label", labels, "amount", amounts);

wrong("a misspelt key", () -> model.fit(Map.of("image", images, "txet", tokens), y));
wrong("arrays in the wrong order", () -> model.fit(List.of(tokens, images), y));
wrong("a missing axis", () -> model.fit(Map.of("image", new float[20][8][8], "text", tokens), y));
wrong("targets for another output", () -> model.fit(
    List.of(images, tokens), Map.of("label", labels, "amount", new float[20][3])));
wrong("classes from 1", () -> model.fit(
    List.of(images, tokens), Map.of("label", new int[] {1, 2, 3}, "amount", amounts)));
wrong("a missing sample", () -> model.fit(List.of(images, tokens), List.of(labels, new float[19])));
wrong("rows of different length", () -> model.fit(
    List.of(images, new int[][] {{1, 2}, {3}}), y));
wrong("numbers as strings", () -> model.predict(List.of(images, new String[][] {{"12", "7"}})));
wrong("invalid options", () -> model.fit(
    List.of(images, tokens), y, epochs(0).batchSize(-1).callbacks(earlyStopping("val_loss"))));
wrong("a window larger than the image", () -> image.then(conv2d(8, 9)));

// The problems are also available as records, for programs to read.
try {
  model.predict(Map.of("image", images));
} catch (StructureException refused) {
  refused.problems().forEach(problem -> System.out.println(problem.id() + " -> " + problem.name()));
}
