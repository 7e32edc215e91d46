// Two images as inputs; both digits and their sum as outputs. One encoder is shared by both images.

setRandomSeed(2);
DigitPairs train = DigitPairs.of(Digits.load().train(), 3000, 1);
DigitPairs test = DigitPairs.of(Digits.load().test(), 300, 2);

// A model is a layer: if it is applied twice, both applications share its weights.
Tensor image = input("image", 8, 8, 1);
Model encoder = Model.inputs(image).outputs(
    image.then(conv2d(16, 3, RELU)).then(maxPooling2d(2)).then(flatten()).then(dense(32, RELU))).name("encoder");

Tensor left = input("left", 8, 8, 1);
Tensor right = input("right", 8, 8, 1);
Tensor leftDigit = left.then(encoder).then(dense(10, SOFTMAX).name("left_digit"));
Tensor rightDigit = right.then(encoder).then(dense(10, SOFTMAX).name("right_digit"));
Tensor sum = concatenate(leftDigit, rightDigit).then(dense(64, RELU)).then(dense(19, SOFTMAX).name("sum"));
Model model = Model.inputs(left, right).outputs(leftDigit, rightDigit, sum);
show(model);

// One entry per output, with its loss, the weight of the loss and its metrics.
model.compile(adam(3e-3),
    output("left_digit").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
    output("right_digit").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
    output("sum").loss(sparseCategoricalCrossentropy()).weight(0.5).metrics(accuracy()));

Map<String, Object> x = Map.of("left", train.left(), "right", train.right());
Map<String, Object> y = Map.of(
    "left_digit", train.leftDigits(), "right_digit", train.rightDigits(), "sum", train.sums());
History history = model.fit(x, y, epochs(8).validationSplit(0.1).verbose(Verbosity.LINES));
show(history);

// DigitPairs provides these maps too.
Logs scores = model.evaluate(test.inputs(), test.targets());
System.out.println(scores);

// Predictions are accessed by the names of the outputs.
Outputs predicted = model.predict(test.inputs());
System.out.println(Arrays.toString(predicted.floats("left_digit")[0]) + " for a " + test.leftDigits()[0]);
