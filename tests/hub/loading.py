"""Loads networks as a program would, and prints what came of each as JSON.

    python -m tests.hub.loading '[["me/aedemo-vae", null], …]'

Each pair is a name and a revision; what comes is the fingerprint of the network, or the sentence.
"""

import json
import sys
from hashlib import sha256


def fingerprint(model) -> dict[str, list]:
    """{tensor: [type, shape, hash of its bytes]}"""
    return {
        name: [
            str(tensor.dtype),
            list(tensor.shape),
            sha256(tensor.contiguous().numpy().tobytes()).hexdigest(),
        ]
        for name, tensor in model.state_dict().items()
    }


if __name__ == "__main__":
    from aedemo import load_model
    from aedemo.hub import WeightsError

    results = []
    for name, revision in json.loads(sys.argv[1]):
        try:
            results.append(fingerprint(load_model(name, revision=revision)))
        except WeightsError as error:
            results.append(str(error))
    print(json.dumps(results))
