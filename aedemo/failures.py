"""What went wrong, in words for a person; also between here and the Hub.

Nothing of a request is repeated, since its header holds the token.
"""

from __future__ import annotations

from json import JSONDecodeError


class Failure(RuntimeError):
    """What was asked for cannot be done; the message names the thing and the way out."""


class Diverged(Failure):
    """Training came to something that is no finite number."""


LOG_IN = "make one at https://huggingface.co/settings/tokens, then run: hf auth login"
ANSWERS = {
    401: f"the Hub does not accept this token; {LOG_IN}",
    402: "the plan of this account does not include it, see https://huggingface.co/pricing "
    "(a Gradio Space on the free hardware needs a paid plan)",
    403: "this token has no right to do that there",
    404: "there is no such repository on the Hub, or it is not shown to you (hf auth login)",
}


def explain(error: BaseException) -> str:
    """The cause of an error of ``huggingface_hub``, as a clause without a full stop."""
    from httpx2 import ConnectError, TimeoutException, TransportError
    from huggingface_hub import get_token
    from huggingface_hub.errors import (
        HfHubHTTPError,
        OfflineModeIsEnabled,
        RemoteEntryNotFoundError,
        RevisionNotFoundError,
    )

    known = (HfHubHTTPError, TransportError, OfflineModeIsEnabled)
    while error.__cause__ and not isinstance(error, known):
        error = error.__cause__
    match error:
        case RevisionNotFoundError():
            return "the repository has no such revision"
        case RemoteEntryNotFoundError():
            return "the repository lacks a file that it listed"
        case HfHubHTTPError(response=response):
            status = response.status_code
            if status == 401 and get_token() is None:
                status = 404  # so the Hub answers those who are not logged in
            if status >= 500:
                return f"the Hub has a fault of its own ({status}); try again later"
            message = " ".join((error.server_message or "no reason given").split())
            return ANSWERS.get(status, f"the Hub refused it ({status}: {message})")
        case OfflineModeIsEnabled():
            return "HF_HUB_OFFLINE is set, so the Hub is not asked"
        case ConnectError() | TimeoutException():
            return "the Hub cannot be reached; check the network"
        case TransportError():
            return "the connection to the Hub was cut; try again"
        case JSONDecodeError():
            return "what answers there is not a Hub; check the network"
    return " ".join(str(error).split()).rstrip(".")
