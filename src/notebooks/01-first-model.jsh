// A first model: classify three species of iris by four measurements.

setRandomSeed(1);
Table train = Iris.load().train();
Table test = Iris.load().test();
System.out.println(train.size() + " flowers for training, " + test.size() + " for testing");
System.out.println(train.featureNames() + " -> " + train.classNames());

// Networks train best on features of similar scale. The scale is computed from the training data only.
float[][] x = train.standardized(train).features();
float[][] testX = test.standardized(train).features();

Tensor measurements = input("measurements", 4);
Tensor species = measurements.then(dense(16, RELU)).then(dense(3, SOFTMAX).name("species"));
Model model = Model.inputs(measurements).outputs(species);
show(model);

model.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
History history = model.fit(x, train.labels(), epochs(30).batchSize(16).verbose(Verbosity.SILENT));
show(history);

Logs scores = model.evaluate(testX, test.labels());
System.out.printf("%.0f %% of the test flowers are classified correctly%n", 100 * scores.get("accuracy"));

float[] probabilities = model.predict(testX).floats()[0];
System.out.println(Arrays.toString(probabilities) + ", the correct class is " + test.classNames().get(test.labels()[0]));

// Change something and run the cells again: more units, another optimizer, or dropout(0.3) between the layers.
