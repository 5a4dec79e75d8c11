from esitykset import vaiheet
from esitykset.models import Esitys

Tila = Esitys.Tila


def test_steps_tell_what_is_done_and_what_is_to_come():
    tilat = [vaihe for _, vaihe in vaiheet.vaiheet(Esitys(tila="kirjattu"))]

    assert tilat == ["tehty", "tehty", "nyt", "tulossa", "tulossa", "tulossa"]


def test_every_state_says_what_happens_next():
    assert len({vaiheet.seuraavaksi(Esitys(tila=tila)) for tila in Tila}) == len(Tila)
