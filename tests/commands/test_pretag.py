"""manage.py pretag FILE: what the machine would suggest, without a database."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations.detectors.engine import STANDARD

TEXT = (
    "云溪市统计局3月7日公布，2023年全市新开工项目169个，到位资金117.77亿元，占全省的12.5%。"
    "\r\n云溪港是全省唯一的深水港。\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "稿件.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    return path


def run(file: Path, **options: object) -> str:
    out = io.StringIO()
    call_command("pretag", str(file), stdout=out, **options)
    return out.getvalue()


def test_json_gives_one_object_a_line_that_quotes_the_text(file: Path) -> None:
    rows = [json.loads(line) for line in run(file, json=True, date="2024-03-08").splitlines()]

    text = TEXT.replace("\r\n", "\n")
    assert rows != []
    assert [row["text"] for row in rows] == [text[row["start"] : row["end"]] for row in rows]
    assert all(
        {"start", "end", "text", "types", "value", "unit", "approx", "date", "score", "reasons", "parts"}
        <= row.keys()
        for row in rows
    )


def test_the_date_of_the_article_dates_what_has_no_year(file: Path) -> None:
    dated, other = run(file, json=True, date="2024-03-08"), run(file, json=True, date="2019-03-08")

    assert "2024-03-07" in dated
    assert "2024-03-07" not in other


def test_every_line_and_the_list_name_the_engine(file: Path) -> None:
    rows = [json.loads(line) for line in run(file, json=True).splitlines()]

    assert {row["engine_version"] for row in rows} == {STANDARD.version}
    assert run(file).splitlines()[-2] == f"引擎 {STANDARD.version}"


def test_people_read_a_list_with_a_total(file: Path) -> None:
    lines = run(file).splitlines()

    assert lines[-1] == f"共 {sum('理由：' in line for line in lines)} 条建议。"
    assert any("到位资金117.77亿元" in line for line in lines)


@pytest.mark.parametrize(
    ("content", "message"),
    [("正文".encode("gb18030"), "不是 UTF-8 文本"), (b"a\x00b", "空字符"), (None, "找不到文件")],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_way_out(tmp_path: Path, content, message) -> None:
    path = tmp_path / "x.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=message):
        run(path)


@pytest.mark.parametrize("date", ["2024-02-30", "去年", "20240308x"])
def test_a_date_that_is_none_is_refused(file: Path, date: str) -> None:
    with pytest.raises(CommandError, match="请写成 2024-03-08 的样子"):
        run(file, date=date)
