"""Who does it: the name before a verb, without time, place and manner."""

import pytest

from annotations.detectors.subject import subject
from annotations.text.gate import Gate
from annotations.text.words import words


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        ("市委书记李大山在座谈会上激动地说", "说", "市委书记李大山"),
        ("日前，江河市统计局局长李敏介绍", "介绍", "江河市统计局局长李敏"),
        ("2024年1月5日，某某部等五部门联合印发", "印发", "某某部等五部门"),
        ("在接受记者采访时，王建国坦言", "坦言", "王建国"),
        ("刚从田里回来的村民老张说", "说", "村民老张"),
        ("农民赵大爷语重心长地对孩子们说", "说", "农民赵大爷"),
        ("市长王建国出席会议并讲话，强调", "强调", "市长王建国"),
        ("国务院总理今天下午指出", "指出", "国务院总理"),
        ("正如李大山所说", "说", "李大山"),
        ("他翘起大拇指说", "说", "他"),
        ("他妻子周芳说", "说", "他妻子周芳"),
        ("本报江河1月5日电 市长王建国说", "说", "市长王建国"),
        ("《江河市供水条例》规定", "规定", "《江河市供水条例》"),
        ("会上，", "，", None),
        ("并强调", "强调", None),
    ],
)
def test_the_name_is_cut_from_its_circumstances(text, verb, name):
    place = subject(text, Gate(words(text)), 0, text.rindex(verb))

    assert (text[slice(*place)] if place else None) == name
