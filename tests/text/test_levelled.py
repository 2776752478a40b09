from hypothesis import given
from hypothesis import strategies as st

from annotations.text.levelled import levelled


def test_width_points_and_blanks_are_levelled():
    assert levelled("“１６９ 个”，\n—㎡").text == '"169个",-m2'


@given(st.text(alphabet="全市１69 　个，“”…㎡—\n😀", max_size=40))
def test_every_levelled_character_knows_its_place(text):
    flat = levelled(text)

    assert len(flat.places) == len(flat.text)
    assert list(flat.places) == sorted(flat.places)
    assert all(0 <= place < len(text) for place in flat.places)


def test_a_span_and_its_levelled_stretch_lead_to_each_other():
    flat = levelled("共 １６９ 个 项目")

    assert flat.span(2, 7) == (1, 5)
    assert flat.source(1, 5) == (2, 7)
