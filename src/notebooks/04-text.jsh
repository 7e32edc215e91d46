// Text: sentences of different length, unknown words, and masked padding.

setRandomSeed(4);
String[] sentences = {
  "the soup was warm and good", "a wonderful evening with good friends", "what a lovely room",
  "good bread and a friendly cook", "warm light and lovely music", "we would come again",
  "the soup was cold", "a long wait and a rude waiter", "the room was dirty and loud",
  "cold bread and a bad smell", "loud music and bad light", "we will not come again"
};
int[] pleased = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};

// Id 0 is padding, id 1 represents every word that is not in the vocabulary.
var vectorization = textVectorization().maxTokens(60).adapt(sentences);
int[][] ids = vectorization.ids(sentences);
System.out.println(vectorization.vocabulary());
System.out.println(sentences[2] + " -> " + Arrays.toString(ids[2]));

// ANY: the length may differ from batch to batch. maskZero: padding is masked in all layers and in the loss.
Tensor text = input("text", ANY);
Tensor review = text.then(embedding(60, 8).maskZero()).then(bidirectional(lstm(8)));
Model model = Model.inputs(text).outputs(review.then(dense(1, SIGMOID).name("pleased")));
show(model);
model.compile(adam(0.02), binaryCrossentropy(), binaryAccuracy());
History history = model.fit(ids, pleased, epochs(40).batchSize(4).verbose(Verbosity.SILENT));
show(history);

// With twelve sentences, the model can only learn these words.
String[] questions = {"a lovely evening and good soup", "cold soup and a rude cook"};
float[][] answers = model.predict(vectorization.ids(questions)).floats();
for (int i = 0; i < questions.length; i++) {
  System.out.printf("%s: %.2f%n", questions[i], answers[i][0]);
}

// padSequences pads your own ids to the same length.
int[][] padded = padSequences(new int[][] {{5, 6, 7}, {8}}).post().toArray();
System.out.println(Arrays.deepToString(padded));
