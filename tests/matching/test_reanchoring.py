import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.matching.reanchoring import Reanchorer, Settled, Standing
from annotations.vocabulary import Outcome

OLD = "全市新增项目169个、资金117.77亿元。\n副市长王建国说，项目169个创新高。\n另有学校12所。"


def standing(*quotes, correction=""):
    places, at = [], 0
    for quote in quotes:
        at = OLD.index(quote, at)
        places.append((at, at + len(quote)))
        at += len(quote)
    return Standing(places, (), correction)


def settle(claim, new, *others):
    settled = Reanchorer(OLD, new, [claim, *others]).settle(claim)
    return settled.outcome, [place and new[place[0] : place[1]] for place in settled.places]


def test_a_claim_whose_words_stay_is_kept():
    assert settle(standing("12所"), "导语。\n" + OLD) == (Outcome.KEPT, ["12所"])


def test_a_change_in_any_place_of_a_claim_counts():
    new = OLD.replace("项目169个创", "项目196个创")

    assert settle(standing("169个", "169个"), new) == (Outcome.FIGURE_CHANGED, ["169个", "196个"])


def test_a_place_that_was_struck_is_let_go_while_another_stands():
    new = OLD.replace("副市长王建国说，项目169个创新高。\n", "")

    assert settle(standing("169个", "169个"), new) == (Outcome.KEPT, ["169个", None])


def test_a_claim_of_which_every_place_was_struck_waits_for_a_person():
    assert settle(standing("12所"), OLD.replace("\n另有学校12所。", "")) == (Outcome.ORPHANED, [])


def test_the_approved_correction_carries_the_approval():
    claim = standing("117.77亿元", correction="118.20亿元")

    assert settle(claim, OLD.replace("117.77", "118.20")) == (Outcome.CORRECTED, ["118.20亿元"])


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("117.77", "118.20").replace("新增", "新签"),  # more of the sentence was changed
        OLD.replace("117.77", "118.02"),  # not what was approved
    ],
)
def test_anything_but_the_approved_correction_voids(new):
    claim = standing("117.77亿元", correction="118.20亿元")

    assert settle(claim, new)[0] == Outcome.FIGURE_CHANGED


def test_two_approved_corrections_of_one_sentence_are_put_in_together():
    first, second = standing("169个", correction="196个"), standing("117.77亿元", correction="118.20亿元")
    new = OLD.replace("169个、", "196个、").replace("117.77", "118.20")

    assert settle(first, new, second) == (Outcome.CORRECTED, ["196个"])
    assert settle(second, new, first) == (Outcome.CORRECTED, ["118.20亿元"])


def test_a_correction_put_in_at_one_of_two_places_is_not_what_was_approved():
    claim = standing("169个", "169个", correction="196个")

    assert settle(claim, OLD.replace("项目169个、", "项目196个、"))[0] != Outcome.CORRECTED


words = st.text(alphabet="全市新增项目个169所1270.，。\n王建国", max_size=60)


@given(words, st.integers(0, len(OLD)), st.integers(0, 30))
@settings(deadline=None)  # the first reading loads the dictionary
def test_a_finding_is_never_carried_to_other_figures(put_in, at, struck):
    new = OLD[:at] + put_in + OLD[at + struck :]
    claims = [Standing([found.span()]) for found in re.finditer(r"[0-9.]+[个亿所]", OLD)]
    reanchorer = Reanchorer(OLD, new, claims)

    for claim in claims:
        settled = reanchorer.settle(claim)
        if settled.outcome in (Outcome.KEPT, Outcome.MOVED, Outcome.CHANGED_MINOR):
            (start, end), (now, behind) = claim.places[0], settled.places[0]
            assert digits(new[now:behind]) == digits(OLD[start:end])
            assert not new[now - 1 : now].isdigit()


@given(st.integers(0, len(OLD) - 1), st.integers(1, 12))
@settings(deadline=None)
def test_an_unchanged_text_keeps_every_claim(start, length):
    end = min(len(OLD), start + length)
    if OLD[start:end].strip():
        assert Reanchorer(OLD, OLD).settle(Standing([(start, end)])) == Settled(Outcome.KEPT, [(start, end)])


def digits(text):
    return re.sub("[^0-9]", "", text)
