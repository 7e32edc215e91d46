// Images: random augmentation, a ready-made model, and a look at its mistakes.

setRandomSeed(6);
TrainTest<Images> known = Digits.load().train().split(0.2, 0);
Images train = known.train();
Images validation = known.test();
Images test = Digits.load().test();
System.out.println(train.size() + " images for training, " + test.size() + " for testing");

// An image is an array of rows of pixels, and a pixel has channels: here a single one, from 0 to 1.

void draw(float[][][] image) {
  for (float[][] row : image) {
    for (float[] pixel : row) {
      System.out.print(String.valueOf(" .:-=+*#%@".charAt((int) (pixel[0] * 9))).repeat(2));
    }
    System.out.println();
  }
}

draw(train.images()[0]);
System.out.println("This is a " + train.className(0));

// In every epoch, each image is shifted, rotated, zoomed and changed in contrast at random. The same seed gives the same changes.

BatchSource augmented = augmentation(7)
    .shift(0.1, 0.1).rotate(10).zoom(0.1).contrast(0.2)
    .wrap(batches(train.images(), train.labels()).batchSize(32).shuffled(7));

// A ready-made model. Its code is about twenty lines, to copy and modify.

Model model = SmallVgg.of(8, 8, 1, 10);
show(model);

model.compile(adam(2e-3), sparseCategoricalCrossentropy(), accuracy());
History history = model.fit(augmented, epochs(6).validationData(validation.images(), validation.labels()));
show(history);

Logs scores = model.evaluate(test.images(), test.labels());
System.out.printf("%.1f %% of the test images are classified correctly%n", 100 * scores.get("accuracy"));

// Images that the model classifies incorrectly.

float[][] probabilities = model.predict(test.images()).floats("label");
int shown = 0;
for (int i = 0; i < test.size() && shown < 3; i++) {
  int best = 0;
  for (int digit = 1; digit < 10; digit++) {
    best = probabilities[i][digit] > probabilities[i][best] ? digit : best;
  }
  if (best != test.labels()[i]) {
    draw(test.images()[i]);
    System.out.printf("This is a %d; the model predicts %d (probability %.0f %%)%n", test.labels()[i], best, 100 * probabilities[i][best]);
    shown++;
  }
}
