"""Prints the scalars that TensorBoard finds in a folder: tag, step and value, a line each."""

import sys

import numpy as np
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

events = EventAccumulator(sys.argv[1])
events.Reload()
for tag in events.Tags()["scalars"]:
    for scalar in events.Scalars(tag):
        print(tag, scalar.step, np.float32(scalar.value))
