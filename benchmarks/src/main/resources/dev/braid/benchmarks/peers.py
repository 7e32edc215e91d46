"""The peers in Python: PyTorch, and Keras on TensorFlow or JAX, as one process an engine.

Reads one JSON object a line from standard input and answers with one line that begins with "@".
Arguments: the engine's name and the number of threads.
"""

import json
import math
import os
import sys
import time

# ---------------------------------------------------------------------------------------------- Keras


class KerasPeer:
    def __init__(self, backend, threads):
        os.environ["KERAS_BACKEND"] = backend
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        os.environ.setdefault("JAX_PLATFORMS", "cpu")
        os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
        if backend == "tensorflow":
            import tensorflow as tf

            tf.config.threading.set_intra_op_parallelism_threads(threads)
            self.below = "TensorFlow " + tf.__version__
        else:
            import jax

            self.below = "JAX " + jax.__version__
        import keras

        self.keras = keras
        self.version = "Keras " + keras.__version__ + ", " + self.below

    def setup(self, name, size, x, y, batch):
        self.model = globals()["keras_" + name](self.keras, size)
        loss = "binary_crossentropy" if name in BINARY else "sparse_categorical_crossentropy"
        self.model.compile(self.keras.optimizers.Adam(1e-3), loss)
        # a binary output has the shape (batch, 1), and Keras would broadcast a plain column to (batch, batch)
        self.y = y.astype("float32")[:, None] if name in BINARY else y
        # functional models take their arrays in the order of their inputs
        self.x, self.batch = [x[i.name] for i in self.model.inputs], batch
        return sum(math.prod(v.shape) for v in self.model.trainable_weights)

    def train(self, epochs):
        start = time.perf_counter()
        history = self.model.fit(self.x, self.y, batch_size=self.batch, epochs=epochs, verbose=0)
        seconds = time.perf_counter() - start
        return seconds, [float(v) for v in history.history["loss"]]

    def predict(self, way, rows, times):
        part = [a[:rows] for a in self.x]
        seconds = []
        for _ in range(times):
            start = time.perf_counter()
            if way == "call":
                self.keras.ops.convert_to_numpy(self.model(part))
            else:
                self.model.predict(part, batch_size=rows, verbose=0)
            seconds.append(time.perf_counter() - start)
        return seconds


BINARY = {"wide_deep"}


def wide(size, units):
    return max(1, round(units * size["width"]))


def keras_mlp(k, s):
    x = i = k.Input((784,), name="x")
    for _ in range(2):
        x = k.layers.Dense(wide(s, 512), activation="relu")(x)
    return k.Model([i], k.layers.Dense(10, activation="softmax")(x))


def keras_lenet(k, s):
    x = i = k.Input((28, 28, 1), name="image")
    for filters in (20, 50):
        x = k.layers.Conv2D(wide(s, filters), 5, activation="relu")(x)
        x = k.layers.MaxPooling2D(2)(x)
    x = k.layers.Flatten()(x)
    x = k.layers.Dense(wide(s, 500), activation="relu")(x)
    return k.Model([i], k.layers.Dense(10, activation="softmax")(x))


def keras_reading(k, s, name, vocabulary, length):
    """Ids of one text, embedded and read by an LSTM."""
    i = k.Input((length,), dtype="int32", name=name)
    x = k.layers.Embedding(vocabulary, wide(s, 64))(i)
    return i, k.layers.LSTM(wide(s, 64))(x)


def keras_lstm(k, s):
    i, x = keras_reading(k, s, "text", 1000, s["length"])
    x = k.layers.Dense(wide(s, 128), activation="relu")(x)
    return k.Model([i], k.layers.Dense(10, activation="softmax")(x))


def keras_image_text(k, s):
    image = k.Input((64, 64, 3), name="image")
    seen = k.layers.Conv2D(wide(s, 32), 3, activation="relu")(image)
    seen = k.layers.Flatten()(seen)
    seen = k.layers.Dense(wide(s, 128), activation="relu")(seen)
    text, words = keras_reading(k, s, "text", 1000, s["length"])
    words = k.layers.Dense(wide(s, 128), activation="relu")(words)
    both = k.layers.concatenate([seen, words])
    return k.Model([image, text], k.layers.Dense(10, activation="softmax")(both))


def keras_two_texts(k, s):
    title, a = keras_reading(k, s, "title", 5000, max(1, s["length"] // 5))
    body, b = keras_reading(k, s, "body", 5000, s["length"])
    x = k.layers.Dense(wide(s, 64), activation="relu")(k.layers.concatenate([a, b]))
    return k.Model([title, body], k.layers.Dense(4, activation="softmax")(x))


def keras_bigru(k, s):
    i = k.Input((s["length"],), dtype="int32", name="text")
    x = k.layers.Embedding(5000, wide(s, 64), mask_zero=True)(i)
    x = k.layers.Bidirectional(k.layers.GRU(wide(s, 128)))(x)
    return k.Model([i], k.layers.Dense(10, activation="softmax")(x))


def keras_resnet20(k, s):
    def convolved(x, filters, kernel, strides):
        x = k.layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)
        return k.layers.BatchNormalization()(x)

    i = k.Input((32, 32, 3), name="image")
    x = k.layers.ReLU()(convolved(i, wide(s, 16), 3, 1))
    for stage in range(3):
        filters = wide(s, 16 << stage)
        for block in range(3):
            strides = 2 if stage > 0 and block == 0 else 1
            way = k.layers.ReLU()(convolved(x, filters, 3, strides))
            way = convolved(way, filters, 3, 1)
            short = convolved(x, filters, 1, strides) if strides > 1 else x
            x = k.layers.ReLU()(k.layers.add([way, short]))
    x = k.layers.GlobalAveragePooling2D()(x)
    return k.Model([i], k.layers.Dense(10, activation="softmax")(x))


def keras_transformer(k, s):
    d = wide(s, 128)
    i = k.Input((s["length"],), dtype="int32", name="text")
    x = k.layers.Embedding(5000, d)(i)
    for _ in range(2):
        attended = k.layers.MultiHeadAttention(4, d // 4)(x, x)
        x = k.layers.LayerNormalization()(k.layers.add([x, attended]))
        forward = k.layers.Dense(4 * d, activation="relu")(x)
        forward = k.layers.Dense(d)(forward)
        x = k.layers.LayerNormalization()(k.layers.add([x, forward]))
    x = k.layers.GlobalAveragePooling1D()(x)
    return k.Model([i], k.layers.Dense(10, activation="softmax")(x))


def keras_embedding_average(k, s):
    i = k.Input((s["length"],), dtype="int32", name="text")
    x = k.layers.Embedding(50000, wide(s, 64))(i)
    x = k.layers.GlobalAveragePooling1D()(x)
    return k.Model([i], k.layers.Dense(10, activation="softmax")(x))


def keras_small(k, s):
    a, b = k.Input((20,), name="a"), k.Input((12,), name="b")
    x = k.layers.concatenate([a, b])
    for _ in range(2):
        x = k.layers.Dense(wide(s, 64), activation="relu")(x)
    return k.Model([a, b], k.layers.Dense(10, activation="softmax")(x))


def keras_wide_deep(k, s):
    columns = [k.Input((1,), dtype="int32", name=f"column_{c}") for c in range(26)]
    embedded = [k.layers.Flatten()(k.layers.Embedding(1000, wide(s, 16))(c)) for c in columns]
    x = k.layers.concatenate(embedded)
    x = k.layers.Dense(wide(s, 256), activation="relu")(x)
    x = k.layers.Dense(wide(s, 128), activation="relu")(x)
    deep = k.layers.Dense(1)(x)
    alone = [k.layers.Flatten()(k.layers.Embedding(1000, 1)(c)) for c in columns]
    both = k.layers.add([deep] + alone)
    return k.Model(columns, k.layers.Activation("sigmoid")(both))


# -------------------------------------------------------------------------------------------- PyTorch


class TorchPeer:
    def __init__(self, threads, compiled):
        import torch

        torch.set_num_threads(threads)
        self.torch, self.compiled = torch, compiled
        self.version = "PyTorch " + torch.__version__

    def setup(self, name, size, x, y, batch):
        torch = self.torch
        self.model = globals()["torch_" + name](torch, size)
        for module in self.model.modules():
            if isinstance(module, (torch.nn.Embedding, torch.nn.EmbeddingBag)):
                # as Keras begins; PyTorch's rows are twenty times as long, and sums of many start far off
                torch.nn.init.uniform_(module.weight, -0.05, 0.05)
            if isinstance(module, torch.nn.LSTM):
                # PyTorch has two biases where Keras has one; the second adds nothing
                for bias in (p for n, p in module.named_parameters() if n.startswith("bias_hh")):
                    torch.nn.init.zeros_(bias)
                    bias.requires_grad_(False)
        weights = [p for p in self.model.parameters() if p.requires_grad]
        self.loss = torch.nn.BCEWithLogitsLoss() if name in BINARY else torch.nn.CrossEntropyLoss()
        self.y = torch.from_numpy(y.astype("float32")[:, None] if name in BINARY else y.astype("int64"))
        self.x = [torch.from_numpy(x[i]) for i in self.model.ports]
        self.optimizer = torch.optim.Adam(weights, lr=1e-3, eps=1e-7, fused=True)
        self.forward = torch.compile(self.model) if self.compiled else self.model
        self.batch = batch
        return sum(p.numel() for p in weights)

    def train(self, epochs):
        torch, losses = self.torch, []
        start = time.perf_counter()
        self.model.train()
        for _ in range(epochs):
            order, total = torch.randperm(len(self.y)), torch.zeros(())
            for at in range(0, len(order), self.batch):
                rows = order[at : at + self.batch]
                self.optimizer.zero_grad(set_to_none=True)
                loss = self.loss(self.forward(*[a[rows] for a in self.x]), self.y[rows])
                loss.backward()
                self.optimizer.step()
                total += loss.detach() * len(rows)
            losses.append(total.item() / len(order))
        return time.perf_counter() - start, losses

    def predict(self, way, rows, times):
        part = [a[:rows] for a in self.x]
        self.model.eval()
        seconds = []
        with self.torch.inference_mode():
            for _ in range(times):
                start = time.perf_counter()
                self.forward(*part).numpy()
                seconds.append(time.perf_counter() - start)
        return seconds


def torch_net(torch, ports, parts, forward):
    """A module of the named parts; ports are the names of what forward takes, in order."""

    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.ports = ports
            for name, part in parts.items():
                setattr(self, name, part)

        def forward(self, *x):
            return forward(self, *x)

    return Net()


def torch_mlp(torch, s):
    nn, u = torch.nn, wide(s, 512)
    layers = nn.Sequential(
        nn.Linear(784, u), nn.ReLU(), nn.Linear(u, u), nn.ReLU(), nn.Linear(u, 10)
    )
    return torch_net(torch, ["x"], {"layers": layers}, lambda m, x: m.layers(x))


def torch_lenet(torch, s):
    nn, a, b, u = torch.nn, wide(s, 20), wide(s, 50), wide(s, 500)
    layers = nn.Sequential(
        nn.Conv2d(1, a, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(a, b, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(16 * b, u), nn.ReLU(), nn.Linear(u, 10),
    )  # fmt: skip
    layers = layers.to(memory_format=torch.channels_last)
    return torch_net(torch, ["image"], {"layers": layers}, lambda m, x: m.layers(x.permute(0, 3, 1, 2)))


def torch_reading(torch, s, vocabulary):
    nn, u = torch.nn, wide(s, 64)
    return nn.ModuleList([nn.Embedding(vocabulary, u), nn.LSTM(u, u, batch_first=True)])


def torch_read(reading, x):
    return reading[1](reading[0](x))[1][0][-1]


def torch_lstm(torch, s):
    nn, u, d = torch.nn, wide(s, 64), wide(s, 128)
    head = nn.Sequential(nn.Linear(u, d), nn.ReLU(), nn.Linear(d, 10))
    parts = {"reading": torch_reading(torch, s, 1000), "head": head}
    return torch_net(torch, ["text"], parts, lambda m, x: m.head(torch_read(m.reading, x)))


def torch_image_text(torch, s):
    nn, c, u, d = torch.nn, wide(s, 32), wide(s, 64), wide(s, 128)
    seen = nn.Sequential(
        nn.Conv2d(3, c, 3), nn.ReLU(), nn.Flatten(), nn.Linear(62 * 62 * c, d), nn.ReLU()
    ).to(memory_format=torch.channels_last)
    words = nn.Sequential(nn.Linear(u, d), nn.ReLU())
    parts = {
        "seen": seen,
        "reading": torch_reading(torch, s, 1000),
        "words": words,
        "head": nn.Linear(2 * d, 10),
    }

    def forward(m, image, text):
        seen, read = m.seen(image.permute(0, 3, 1, 2)), m.words(torch_read(m.reading, text))
        return m.head(torch.cat([seen, read], 1))

    return torch_net(torch, ["image", "text"], parts, forward)


def torch_two_texts(torch, s):
    nn, u = torch.nn, wide(s, 64)
    parts = {
        "title": torch_reading(torch, s, 5000),
        "body": torch_reading(torch, s, 5000),
        "head": nn.Sequential(nn.Linear(2 * u, u), nn.ReLU(), nn.Linear(u, 4)),
    }

    def forward(m, title, body):
        return m.head(torch.cat([torch_read(m.title, title), torch_read(m.body, body)], 1))

    return torch_net(torch, ["title", "body"], parts, forward)


def torch_bigru(torch, s):
    nn, e, u = torch.nn, wide(s, 64), wide(s, 128)
    parts = {
        "embedding": nn.Embedding(5000, e),
        "gru": nn.GRU(e, u, batch_first=True, bidirectional=True),
        "head": nn.Linear(2 * u, 10),
    }

    def forward(m, text):
        packed = nn.utils.rnn.pack_padded_sequence(
            m.embedding(text), (text != 0).sum(1), batch_first=True, enforce_sorted=False
        )
        last = m.gru(packed)[1]
        return m.head(torch.cat([last[0], last[1]], 1))

    return torch_net(torch, ["text"], parts, forward)


def torch_resnet20(torch, s):
    nn = torch.nn

    def convolved(before, filters, kernel, strides):
        conv = nn.Conv2d(before, filters, kernel, strides, padding=kernel // 2, bias=False)
        return nn.Sequential(conv, nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01))

    class Block(nn.Module):
        def __init__(self, before, filters, strides):
            super().__init__()
            self.first = convolved(before, filters, 3, strides)
            self.second = convolved(filters, filters, 3, 1)
            self.short = convolved(before, filters, 1, strides) if strides > 1 else nn.Identity()

        def forward(self, x):
            way = self.second(torch.relu(self.first(x)))
            return torch.relu(way + self.short(x))

    layers, before = [convolved(3, wide(s, 16), 3, 1), nn.ReLU()], wide(s, 16)
    for stage in range(3):
        filters = wide(s, 16 << stage)
        for block in range(3):
            layers.append(Block(before, filters, 2 if stage > 0 and block == 0 else 1))
            before = filters
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, 10)]
    layers = nn.Sequential(*layers).to(memory_format=torch.channels_last)
    return torch_net(torch, ["image"], {"layers": layers}, lambda m, x: m.layers(x.permute(0, 3, 1, 2)))


def torch_transformer(torch, s):
    nn, d = torch.nn, wide(s, 128)
    layer = nn.TransformerEncoderLayer(d, 4, 4 * d, dropout=0.0, batch_first=True)
    parts = {
        "embedding": nn.Embedding(5000, d),
        "encoder": nn.TransformerEncoder(layer, 2, enable_nested_tensor=False),
        "head": nn.Linear(d, 10),
    }
    return torch_net(
        torch, ["text"], parts, lambda m, x: m.head(m.encoder(m.embedding(x)).mean(1))
    )


def torch_embedding_average(torch, s):
    nn, u = torch.nn, wide(s, 64)
    parts = {"embedding": nn.EmbeddingBag(50000, u, mode="mean"), "head": nn.Linear(u, 10)}
    return torch_net(torch, ["text"], parts, lambda m, x: m.head(m.embedding(x)))


def torch_small(torch, s):
    nn, u = torch.nn, wide(s, 64)
    layers = nn.Sequential(
        nn.Linear(32, u), nn.ReLU(), nn.Linear(u, u), nn.ReLU(), nn.Linear(u, 10)
    )
    return torch_net(
        torch, ["a", "b"], {"layers": layers}, lambda m, a, b: m.layers(torch.cat([a, b], 1))
    )


def torch_wide_deep(torch, s):
    nn, e = torch.nn, wide(s, 16)
    a, b = wide(s, 256), wide(s, 128)
    parts = {
        "embedded": nn.ModuleList([nn.Embedding(1000, e) for _ in range(26)]),
        "alone": nn.ModuleList([nn.Embedding(1000, 1) for _ in range(26)]),
        "deep": nn.Sequential(
            nn.Linear(26 * e, a), nn.ReLU(), nn.Linear(a, b), nn.ReLU(), nn.Linear(b, 1)
        ),
    }

    def forward(m, *columns):
        x = torch.cat([part(c[:, 0]) for part, c in zip(m.embedded, columns)], 1)
        return m.deep(x) + sum(part(c[:, 0]) for part, c in zip(m.alone, columns))

    return torch_net(torch, [f"column_{c}" for c in range(26)], parts, forward)


# ------------------------------------------------------------------------------------------- protocol


def peer(engine, threads):
    if engine == "keras-tensorflow":
        return KerasPeer("tensorflow", threads)
    if engine == "keras-jax":
        return KerasPeer("jax", threads)
    return TorchPeer(threads, compiled=engine == "pytorch-compile")


def answer(found, request):
    kind = request["do"]
    if kind == "setup":
        import numpy

        with numpy.load(request["data"]) as arrays:
            x = {name[2:]: arrays[name] for name in arrays.files if name.startswith("x_")}
            y = arrays["y"]
        parameters = found.setup(request["workload"], request["size"], x, y, request["size"]["batch"])
        return {"parameters": parameters}
    if kind == "train":
        seconds, losses = found.train(request["epochs"])
        return {"seconds": seconds, "losses": losses}
    return {"seconds": found.predict(request["way"], request["rows"], request["times"])}


def main():
    def say(words):
        print("@" + json.dumps(words), flush=True)

    try:
        found = peer(sys.argv[1], int(sys.argv[2]))
    except ImportError as missing:
        say({"cannot": str(missing)})
        return
    say({"version": found.version + ", Python " + sys.version.split()[0]})
    for line in sys.stdin:
        try:
            say(answer(found, json.loads(line)))
        except Exception as failure:
            say({"error": f"{type(failure).__name__}: {failure}"})


main()
