// Callbacks that monitor and stop training, and plots of the results.

setRandomSeed(5);
Table train = Wine.load().train();
float[][] x = train.standardized(train).features();

Model build() {
  Tensor in = input("wine", 13);
  Tensor kind = in.then(dense(32, RELU)).then(dropout(0.2)).then(dense(3, SOFTMAX).name("cultivar"));
  Model model = Model.inputs(in).outputs(kind);
  model.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
  return model;
}

Model model = build();
show(model);
model.plot(out.resolve("wine.svg"));
model.plot(out.resolve("wine.png"));

History history = model.fit(x, train.labels(),
    epochs(60).shuffledValidationSplit(0.2).verbose(Verbosity.SILENT).callbacks(
        earlyStopping("val_loss").patience(5).restoreBestWeights(),
        reduceLROnPlateau("val_loss").factor(0.5).patience(2),
        modelCheckpoint(out.resolve("wine-best.keras")).monitor("val_loss").saveBestOnly(),
        csvLogger(out.resolve("wine.csv")),
        tensorBoard(out.resolve("wine-logs"))));
show(history);
System.out.println("Best epoch: " + (history.bestEpoch("val_loss") + 1) + " of " + history.epochs());
history.plot(out.resolve("wine-history.png"));
history.report(out.resolve("wine-report.html"));

// A custom callback. For one or two lines, use a lambda.
Callback goodEnough = lambdaCallback().onEpochEnd((epoch, logs, run) -> {
  if (logs.get("accuracy") > 0.97) {
    System.out.println("Good enough after epoch " + (epoch + 1));
    run.stopTraining();
  }
});
History brief = build().fit(x, train.labels(), epochs(60).verbose(Verbosity.SILENT).callbacks(goodEnough, timeLimit(Duration.ofMinutes(1))));

// Load the best model from its file. Training can continue, here or in Python.
Model best = Model.load(out.resolve("wine-best.keras"));
System.out.println(best.evaluate(x, train.labels()));
