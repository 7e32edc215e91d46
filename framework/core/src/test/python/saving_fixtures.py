"""Makes the files under src/test/resources/dev/braid/saving with the real h5py, NumPy and Keras.

    KERAS_BACKEND=jax python saving_fixtures.py ../resources/dev/braid/saving

needs keras 3, jax, h5py and numpy. The tests know the values: every array counts upwards.
"""

import os
import sys
import zipfile

import h5py
import keras
import numpy as np


def counting(shape, dtype, step=1):
    return (np.arange(int(np.prod(shape))) * step).reshape(shape).astype(dtype)


def types_h5(path):
    with h5py.File(path, "w") as file:
        for dtype in "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 >f4 >i4 >f8".split():
            name = dtype.replace(">", "big_")
            file["types/" + name] = counting((2, 3), dtype)
        file["types/bool"] = np.array([True, False, True])
        file["scalars/int32"] = np.int32(-7)
        file["scalars/float32"] = np.float32(0.5)
        file["scalars/bool"] = np.bool_(True)
        file["scalars/text"] = "größe"
        file["empty/no_rows"] = np.zeros((0, 3), "f4")
        file["empty/null"] = h5py.Empty("f4")
        file.create_dataset("empty/unwritten", (2, 2), "f4")
        file["texts/fixed"] = np.array([b"kernel:0", b"b"])
        file["texts/variable"] = np.array(["naïve", "", "x" * 300], dtype=object)
        layouts = {
            "plain": dict(chunks=(4, 3)),
            "gzip": dict(chunks=(4, 3), compression="gzip"),
            "shuffled": dict(chunks=(3, 5), compression="gzip", shuffle=True, fletcher32=True),
            "one_chunk": dict(chunks=(10, 7), compression="gzip"),
            "many_chunks": dict(chunks=(1, 1)),
        }
        for name, options in layouts.items():
            file.create_dataset("chunked/" + name, data=counting((10, 7), "f4"), **options)
        file.create_dataset("chunked/cube", data=counting((3, 5, 4), "i4"), chunks=(2, 2, 3))
        wide = file.create_group("wide")
        for i in range(300):
            wide[str(i)] = np.int32(i)
        file.attrs["text"] = "größe"
        file.attrs["fixed_text"] = np.bytes_(b"tensorflow")
        file.attrs["variable_texts"] = ["a", "bc", ""]
        file.attrs["fixed_texts"] = np.array([b"dense/kernel:0", b"dense/bias:0"])
        file.attrs["numbers"] = counting((2, 2), "f4")
        file.attrs["flag"] = True
        file["types/f4"].attrs["unit"] = "metre"
        file["types"].attrs["long"] = "y" * 100_000


def newest_h5(path):
    with h5py.File(path, "w", libver="latest") as file:
        file["vars/0"] = counting((2, 3), "f4")
        file["vars/1"] = np.int32(3)
        file["vars"].attrs["name"] = "dense"


def checksums_h5(path):
    with h5py.File(path, "w") as file:
        for name, data, chunk in (
            ("odd", np.arange(-10, 11).astype("i1"), (7,)),
            ("long", (np.arange(2500) * 7919 % 251).astype("u1"), (2500,)),
        ):
            file.create_dataset(name, data=data, chunks=chunk, fletcher32=True)
        file.create_dataset(
            "packed", data=counting((5, 8), "f4"), chunks=(2, 3), compression="gzip", shuffle=True, fletcher32=True
        )


def dense_links_h5(path):
    with h5py.File(path, "w", libver="latest") as file:
        for i in range(20):
            file[f"layer_{i}"] = np.int32(i)


def refused_h5(folder):
    with h5py.File(f"{folder}/compound.h5", "w") as file:
        file["a"] = np.array([(1, 2.0)], dtype=[("x", "i4"), ("y", "f4")])
    with h5py.File(f"{folder}/soft_link.h5", "w") as file:
        file["a"] = np.int32(1)
        file["b"] = h5py.SoftLink("/a")
    with h5py.File(f"{folder}/external_link.h5", "w") as file:
        file["b"] = h5py.ExternalLink("other.h5", "/a")
    with h5py.File(f"{folder}/circle.h5", "w") as file:
        file.create_group("a/b")
        file["a/b/up"] = file["a"]
    with h5py.File(f"{folder}/bomb.h5", "w") as file:
        zeros = np.zeros((20 << 20,), "u1")
        file.create_dataset("zeros", data=zeros, chunks=(1 << 20,), compression="gzip")


def npz(folder):
    arrays = {}
    for dtype in "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 >f4 >i8 >u2".split():
        arrays[dtype.replace(">", "big_")] = counting((2, 3), dtype)
    arrays["bool"] = np.array([True, False, True])
    arrays["fortran"] = np.asfortranarray(counting((2, 3, 4), "f4"))
    arrays["scalar"] = np.float32(0.5)
    arrays["empty"] = np.zeros((0, 3), "f4")
    arrays["vector"] = counting((5,), "i4", -3)
    np.savez(f"{folder}/types.npz", **arrays)
    np.savez_compressed(f"{folder}/compressed.npz", x=counting((20, 5), "f4"))
    np.savez(f"{folder}/objects.npz", x=np.array([None, {}], dtype=object))
    np.savez(f"{folder}/texts.npz", x=np.array(["a", "b"]))
    for version in (1, 2, 3):
        with open(f"{folder}/version_{version}.npy", "wb") as file:
            np.lib.format.write_array(file, counting((2, 2), "f4"), version=(version, 0))


def models(folder):
    keras.utils.set_random_seed(7)
    model = keras.Sequential(
        [
            keras.Input((4, 3), name="steps"),
            keras.layers.LSTM(5, name="reader"),
            keras.layers.BatchNormalization(name="norm"),
            keras.layers.Dense(2, name="answer"),
        ],
        name="small",
    )
    model.compile("adam", "mse", metrics=["mae"])
    x = np.sin(counting((8, 4, 3), "f4"))
    y = np.cos(counting((8, 2), "f4"))
    model.fit(x, y, epochs=1, verbose=0)
    model.save(f"{folder}/trained.keras")
    model.save_weights(f"{folder}/model.weights.h5")
    model.save(f"{folder}/legacy.h5")
    model.save_weights(f"{folder}/sharded.weights.json", max_shard_size=1000 / 1024**3)
    flat = {f"w{i}": w for i, w in enumerate(model.get_weights())}
    np.savez(f"{folder}/trained_weights.npz", predictions=model.predict(x, verbose=0), x=x, **flat)


def hostile_zips(folder):
    def write(name, members):
        with zipfile.ZipFile(f"{folder}/{name}", "w", zipfile.ZIP_DEFLATED) as file:
            for member, data in members:
                file.writestr(member, data)

    whole = [("metadata.json", "{}"), ("config.json", "{}"), ("model.weights.h5", b"h5")]
    write("escapes.keras", whole + [("assets/../../evil.txt", "x")])
    write("absolute.keras", whole + [("/etc/evil.txt", "x")])
    write("no_weights.keras", whole[:2])
    write("not_utf8.keras", [("metadata.json", b"\xff\xfe")] + whole[1:])
    write("twice.keras", whole + [("config.json", "{}")])
    write("bomb.keras", whole[:2] + [("model.weights.h5", bytes(20 << 20))])


if __name__ == "__main__":
    target = sys.argv[1]
    os.makedirs(target, exist_ok=True)
    types_h5(f"{target}/types.h5")
    newest_h5(f"{target}/newest.h5")
    checksums_h5(f"{target}/checksums.h5")
    dense_links_h5(f"{target}/dense_links.h5")
    refused_h5(target)
    npz(target)
    models(target)
    hostile_zips(target)
