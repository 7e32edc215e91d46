// A first model: three kinds of irises, told apart by four measures.

setRandomSeed(1);
Table train = Iris.load().train();
Table test = Iris.load().test();
System.out.println(train.size() + " flowers to train on, " + test.size() + " kept back");
System.out.println(train.featureNames() + " -> " + train.classNames());

// Networks like numbers around 0. The scale is learnt from the training part alone.
float[][] x = train.standardized(train).features();
float[][] unseen = test.standardized(train).features();

Tensor measures = input("measures", 4);
Tensor kind = measures.then(dense(16, RELU)).then(dense(3, SOFTMAX).name("kind"));
Model model = Model.inputs(measures).outputs(kind);
show(model);

model.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
History history = model.fit(x, train.labels(), epochs(30).batchSize(16).verbose(Verbosity.SILENT));
show(history);

Logs scores = model.evaluate(unseen, test.labels());
System.out.printf("%.0f %% of the flowers it never saw are right%n", 100 * scores.get("accuracy"));

float[] chances = model.predict(unseen).floats()[0];
System.out.println(Arrays.toString(chances) + ", it is " + test.classNames().get(test.labels()[0]));

// Change something and run the lines again: more units, another optimizer, a dropout(0.3) between.
