import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text import textmap
from annotations.text.anchoring import Lost, Place, Relocator

PARAGRAPHS = [
    "2023年，全市新开工来自京津冀地区过亿元投资项目169个、到位资金117.77亿元。",
    "机遇面前拼抢闯，全力融入出实招。",
    "成立领导小组，由市委书记王建国任组长；市直27个部门设立对接工作科，明确了责任分工。",
    "与北京朝阳区签署战略合作框架协议，在产业承接等11个方面开展合作。",
]
TEXT = "\n".join(PARAGRAPHS)


def found(old, quote, new):
    start = old.index(quote)
    place = Relocator(old, new).find(start, start + len(quote))
    return new[place.start : place.end] if isinstance(place, Place) else place


@pytest.mark.parametrize(
    ("quote", "new", "expected"),
    [
        ("169个", "编者按。\n" + TEXT, "169个"),
        ("169个", TEXT.replace("169个", "196个"), "196个"),
        ("169个", TEXT.replace("169个", "1169个"), "1169个"),
        ("27个部门", TEXT.replace("27个部门", "27 个部门"), "27 个部门"),
        ("王建国任组长", TEXT.replace("王建国", "李建国"), "李建国任组长"),
        ("11个方面", "\n".join([*PARAGRAPHS[3:], *PARAGRAPHS[:3]]), "11个方面"),
        ("11个", "\n".join(PARAGRAPHS[:3]), Lost(struck=True)),
        ("117.77亿元", TEXT.replace("117.77亿元", "一百余亿元"), "一百余亿元"),
        ("2023年", TEXT.replace("2023年，", ""), Lost(struck=True)),
    ],
)
def test_a_quote_is_found_where_an_editor_would_look_for_it(quote, new, expected):
    assert found(TEXT, quote, new) == expected


def test_a_quote_in_a_moved_paragraph_is_told_from_one_in_its_place():
    moved = "\n".join([PARAGRAPHS[3], *PARAGRAPHS[:3]])
    start = TEXT.index("11个")

    assert Relocator(TEXT, moved).find(start, start + 3) == Place(
        moved.index("11个"), moved.index("11个") + 3, True
    )


def test_a_quote_that_was_deleted_is_not_found_in_another_sentence_with_the_same_words():
    old = "甲县新建学校12所，惠及学生三千人。\n乙县新建学校12所，惠及学生五千人。"

    assert found(old, "12所", old.split("\n")[1]) == Lost(struck=True)


def test_a_quote_that_now_stands_twice_in_new_places_has_no_safe_one():
    old = "开头一段。\n共有12所学校。\n结尾一段。"
    new = "开头一段。\n结尾一段。\n共有12所学校。\n中间一段新的话。\n共有12所学校。\n再来一段新的话。"

    assert found(old, "12所", new) in (Lost(struck=False), Lost(struck=True), "12所")


def test_half_a_number_is_never_the_place_of_the_whole():
    assert found("收入69万元。", "69万元", "收入169万元。") == "169万元"


def test_numbers_in_a_table_are_parted_by_their_blanks():
    old = "年份 数量\n2023 169 12\n"

    assert found(old, "169", "说明\n" + old) == "169"


words = st.text(alphabet="全市新增项目12369.亿元，。 \n😀", min_size=1, max_size=80)


@given(words, words, st.data())
@settings(max_examples=300, deadline=None)
def test_a_place_lies_in_the_new_text_and_no_text_breaks_the_ladder(old, new, data):
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))

    place = Relocator(old, new).find(start, end)

    assert isinstance(place, Lost) or 0 <= place.start < place.end <= len(new)


@given(words, words, st.data())
@settings(deadline=None)
def test_words_put_in_before_or_behind_leave_every_quote_as_it_is(old, added, data):
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    new = "题记\n" + added + "\n" + old

    place = Relocator(old, old).find(start, end)
    again = Relocator(old, new).find(start, end)

    assert isinstance(place, Lost) or old[place.start : place.end] == old[start:end]
    assert isinstance(again, Lost) or new[again.start : again.end].strip() != ""


def test_long_texts_go_by_paragraph_and_find_the_same_places(monkeypatch):
    new = TEXT.replace("169个", "196个").replace("王建国", "李建国") + "\n新的一段。"
    spans = [(at, at + 6) for at in range(0, len(TEXT) - 6, 3)]
    whole = [Relocator(TEXT, new).find(*span) for span in spans]

    monkeypatch.setattr(textmap, "WHOLE", 10)

    assert [Relocator(TEXT, new).find(*span) for span in spans] == whole


def test_in_another_text_altogether_no_time_is_spent_on_likeness():
    old, new = "甲" * 70_000 + "共有学校12所", "乙" * 70_000 + "共有学堂12所"

    assert isinstance(Relocator(old, new).find(70_000, 70_007), Lost)
