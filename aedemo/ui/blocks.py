"""The Blocks of the site: what a caller sends reaches our functions as it is, and is not kept."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.context import LocalContext
from gradio.state_holder import SessionState

from aedemo.ui.errors import BadInput, sentence


class Site(gr.Blocks):
    """Gradio would open the files in a call, compare it with its own ideas of the inputs, and keep
    it with the session: what is malformed would end as a traceback. Our functions judge for
    themselves, answer in sentences, and have no state."""

    async def preprocess_data(
        self,
        block_fn: BlockFunction,
        inputs: list[Any],
        state: SessionState | None,
        explicit_call: bool = False,
    ) -> list[Any]:
        """The arguments as they were sent."""
        if block_fn.fn is None:
            raise sentence(BadInput("bad_endpoint", names=", ".join(self.endpoints())))
        if len(inputs) != len(block_fn.inputs):
            raise sentence(other_arguments(block_fn))
        return list(inputs)

    def endpoints(self) -> list[str]:
        """The names that scripts may call."""
        return [str(fn.api_name) for fn in self.fns.values() if fn.api_visibility == "public"]


def argument_names(function: BlockFunction) -> list[str]:
    return [getattr(block, "label", None) or block.get_block_name() for block in function.inputs]


def other_arguments(function: BlockFunction) -> BadInput:
    """What to say to a call with more or fewer arguments, or of other names."""
    names = argument_names(function)
    return BadInput(
        "bad_arguments", function=function.name, count=len(names), names=", ".join(names)
    )


def stop_if_left() -> None:
    """Ends work that is done for a caller who is gone."""
    running = LocalContext.blocks.get(None)
    number = LocalContext.event_id.get(None)
    event = running._queue.event_ids_to_events.get(number) if running and number else None
    if event and not event.alive:
        raise gr.Error("Nobody waits for this.", print_exception=False)
