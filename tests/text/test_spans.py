import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.spans import Segment, Span, context, segments


def test_a_span_gives_its_words_by_code_points():
    assert Span(1, 3).of("😀德州") == "德州"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (9, 4), (-1, 2)])
def test_an_empty_or_backward_span_is_refused(start, end):
    with pytest.raises(ValueError, match="Span needs 0 <= start < end"):
        Span(start, end)


def test_a_span_beyond_the_text_is_refused():
    with pytest.raises(ValueError, match="reaches beyond"):
        Span(1, 9).of("德州")


def test_overlapping_spans_become_flat_pieces_outermost_first():
    assert segments(10, 20, [(12, 16, "b"), (11, 18, "a"), (15, 30, "c")]) == [
        Segment(10, 11, ()),
        Segment(11, 12, ("a",)),
        Segment(12, 15, ("a", "b")),
        Segment(15, 16, ("a", "b", "c")),
        Segment(16, 18, ("a", "c")),
        Segment(18, 20, ("c",)),
    ]


def test_a_paragraph_without_spans_is_one_plain_piece():
    assert segments(0, 5, [(7, 9, "elsewhere")]) == [Segment(0, 5, ())]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12))
def test_the_pieces_cover_the_paragraph_and_carry_exactly_the_spans_over_them(bounds):
    spans = [(start, end, key) for key, (start, end) in enumerate(bounds)]

    pieces = segments(5, 30, spans)

    assert [place for piece in pieces for place in range(piece.start, piece.end)] == list(range(5, 30))
    for piece in pieces:
        over = {key for start, end, key in spans if start <= piece.start and piece.end <= end and start < end}
        assert set(piece.keys) == over


def test_context_stops_at_the_ends_of_the_text():
    assert context("一二三四五", 1, 3, width=2) == ("一", "四五")
