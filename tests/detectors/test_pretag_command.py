"""``manage.py pretag`` as a person runs it: a process of its own, without a database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def pretag(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "manage.py", "pretag", *arguments], cwd=ROOT, capture_output=True)


@pytest.fixture
def article(tmp_path) -> Path:
    path = tmp_path / "稿件.txt"
    path.write_text("2023年，全市到位资金117.77亿元。\r\n一马当先担使命。\r\n", "utf-8")
    return path


def test_one_json_object_a_line_with_values_as_the_api_writes_them(article):
    done = pretag(str(article), "--date", "2024-03-08", "--json")

    [row] = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert (row["start"], row["end"], row["text"]) == (0, 20, "2023年，全市到位资金117.77亿元")
    assert (row["types"], row["value"], row["unit"], row["approx"]) == (
        ["money", "date"],
        "11777000000",
        "CNY",
        "eq",
    )
    assert (row["date"], row["parts"][0]["text"]) == ("2023", "117.77亿元")
    assert {"score", "reasons"} <= set(row)


def test_the_plain_listing_is_in_chinese(article):
    output = pretag(str(article)).stdout.decode()

    assert "金额、时间" in output
    assert output.endswith("共 1 条建议。\n")


def test_a_missing_file_a_wrong_encoding_and_a_wrong_date_are_named_in_chinese(article, tmp_path):
    gbk = tmp_path / "gbk.txt"
    gbk.write_bytes("全市".encode("gb18030"))

    assert "找不到文件" in pretag(str(tmp_path / "无.txt")).stderr.decode()
    assert "不是 UTF-8 文本" in pretag(str(gbk)).stderr.decode()
    assert "日期“昨天”无效" in pretag(str(article), "--date", "昨天").stderr.decode()
    assert pretag(str(gbk)).returncode == 1


def test_every_expression_can_be_listed_without_choosing(article):
    done = pretag(str(article), "--expressions", "--date", "2024-03-08", "--json")

    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [(row["kind"], row["text"], row["value"], row["unit"], row["date"]) for row in rows] == [
        ("period", "2023年", "2023", "", "2023"),
        ("number", "2023", "2023", "", ""),
        ("currency", "117.77亿元", "11777000000", "CNY", ""),
    ]
