"""Reads a folder that the tensorBoard callback wrote, with TensorBoard's own reader.

Needs `pip install tensorboard`. Run as:  python read_tensorboard.py FOLDER
"""

import sys

from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator


def main(folder):
    for part in ("train", "validation"):
        events = EventAccumulator(f"{folder}/{part}")
        events.Reload()
        tags = events.Tags()
        print(part, "with a graph" if tags["graph"] else "without a graph")
        for tag in tags["tensors"]:
            plugin = events.SummaryMetadata(tag).plugin_data.plugin_name
            print(f"  {tag} ({plugin}): steps {[event.step for event in events.Tensors(tag)]}")


main(sys.argv[1])
