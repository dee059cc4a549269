"""The command line: train any variant into weights/, measure what lies there, publish it.

python train.py dense
python train.py all --data ~/mnist --photos ~/photos
python train.py choose contractive --data ~/mnist
python train.py dense --seed 1 --output OTHER && python train.py seeds OTHER
python train.py lab DESCRIPTION.json
python train.py evaluate --data ~/mnist --benchmarks ~/benchmarks
python train.py codes
python train.py push --to NAMESPACE --space NAMESPACE/aedemo
python train.py static OUT
python train.py preview
torchrun --nproc-per-node=2 train.py vae
"""

import sys

from aedemo.console import answered, speak_anywhere


@answered
def main() -> int:
    """The exit code. Each command imports only what it needs: pushing does without torch."""
    words = sys.argv[1:]
    if words[:1] == ["choose"]:
        from aedemo.commands.choose import choosing

        return choosing(words[1:])
    if words[:1] == ["seeds"]:
        from aedemo.commands.seeds import seeds

        return seeds(words[1:])
    if words[:1] == ["lab"]:
        from aedemo.commands.lab import lab

        return lab(words[1:])
    if words[:1] == ["evaluate"]:
        from aedemo.commands.evaluate import evaluate

        return evaluate(words[1:])
    if words[:1] == ["codes"]:
        from aedemo.commands.codes import codes

        return codes(words[1:])
    if words[:1] == ["push"]:
        from aedemo.commands.push import push

        return push(words[1:])
    if words[:1] == ["static"]:
        from aedemo.commands.static import static

        return static(words[1:])
    if words[:1] == ["preview"]:
        from aedemo.commands.preview import preview

        return preview(words[1:])
    from aedemo.commands.train import train

    return train(words)


if __name__ == "__main__":
    speak_anywhere()
    sys.exit(main())
