// Images: pictures that are changed by chance, a ready model, and a look at what it got wrong.

setRandomSeed(6);
TrainTest<Images> known = Digits.load().train().split(0.2, 0);
Images train = known.train();
Images validation = known.test();
Images test = Digits.load().test();
System.out.println(train.size() + " pictures to train on, " + test.size() + " to test with");

// A picture is rows of pixels, and a pixel has channels: here one, from 0 to 1.

void draw(float[][][] picture) {
  for (float[][] row : picture) {
    for (float[] pixel : row) {
      System.out.print(String.valueOf(" .:-=+*#%@".charAt((int) (pixel[0] * 9))).repeat(2));
    }
    System.out.println();
  }
}

draw(train.images()[0]);
System.out.println("is a " + train.className(0));

// In every epoch each picture is moved, turned and lit a little differently. The same seed makes the same changes.

BatchSource changed = augmentation(7)
    .shift(0.1, 0.1).rotate(10).zoom(0.1).contrast(0.2)
    .wrap(batches(train.images(), train.labels()).batchSize(32).shuffled(7));

// A ready model. Its code is twenty lines, to be copied and changed.

Model model = Vgg.small(8, 8, 1, 10);
show(model);

model.compile(adam(2e-3), sparseCategoricalCrossentropy(), accuracy());
History history = model.fit(changed, epochs(6).validationData(validation.images(), validation.labels()));
show(history);

Logs scores = model.evaluate(test.images(), test.labels());
System.out.printf("%.1f %% of the pictures it never saw are right%n", 100 * scores.get("accuracy"));

// The ones it got wrong.

float[][] chances = model.predict(test.images()).floats("label");
int shown = 0;
for (int i = 0; i < test.size() && shown < 3; i++) {
  int best = 0;
  for (int digit = 1; digit < 10; digit++) {
    best = chances[i][digit] > chances[i][best] ? digit : best;
  }
  if (best != test.labels()[i]) {
    draw(test.images()[i]);
    System.out.printf("is a %d; the model says %d (%.0f %% sure)%n", test.labels()[i], best, 100 * chances[i][best]);
    shown++;
  }
}
