"""Pictures of the visitor's own: what the page makes of odd files is what the server makes of them,
or a sentence."""

import pytest

from tests.pictures.table import odd_pictures
from tests.pictures.trial import trial, verdict

PATIENCE = 60  # seconds


@pytest.mark.filterwarnings("ignore")  # of Pillow, about what is odd in them
def test_odd_pictures_come_out_as_the_server_has_them_or_get_a_sentence(contexts):
    odd = odd_pictures()
    with trial(odd) as (address, told):
        contexts(own=True).new_page().goto(address)
        assert told.ended.wait(PATIENCE)
    verdicts = {each.name: verdict(each, told) for each in odd}
    assert {name: found for name, found in verdicts.items() if found[0]} == {}
    assert len(odd) >= 40
