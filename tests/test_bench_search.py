"""bench/search.py: what it reads, what it counts, and one tiny run from end to end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.retrieval import Query, Unusable, check_ids, documents, names, quantile, rank, read_queries, recall
from bench.zipfcopy import PASSAGES, ZipfCopy

ROOT = Path(__file__).resolve().parent.parent
WORDS = [
    ("的", 90_000),
    ("港口", 4_000),
    *((f"{head}{tail}", 100) for head in "江河湖海" for tail in "东西南北"),
]


def queries_file(folder: Path, *lines: str) -> Path:
    path = folder / "queries.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def asked(*right: str) -> Query:
    return Query("问", frozenset(right))


def test_reads_queries_with_one_id_and_with_several(tmp_path: Path) -> None:
    path = queries_file(
        tmp_path, '{"query": " 港口吞吐量 ", "id": "a.txt"}', "", '{"query": "x", "id": ["b", "c#2"]}'
    )
    assert read_queries(path) == [
        Query("港口吞吐量", frozenset({"a.txt"})),
        Query("x", frozenset({"b", "c#2"})),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2: no JSON"),
        ("[1]", "line 2: not an object"),
        ('{"id": "a"}', "line 2: “query”"),
        ('{"query": " ", "id": "a"}', "line 2: “query”"),
        ('{"query": "x"}', "line 2: “id”"),
        ('{"query": "x", "id": []}', "line 2: “id”"),
        ('{"query": "x", "id": [""]}', "line 2: “id”"),
    ],
)
def test_says_which_line_is_wrong(tmp_path: Path, line: str, told: str) -> None:
    path = queries_file(tmp_path, '{"query": "x", "id": "a"}', line)
    with pytest.raises(Unusable, match=told):
        read_queries(path)


def test_refuses_a_file_without_queries_or_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no query"):
        read_queries(queries_file(tmp_path, "", " "))
    (tmp_path / "gbk").write_bytes("港口".encode("gb18030"))
    with pytest.raises(Unusable, match="not UTF-8"):
        read_queries(tmp_path / "gbk")
    with pytest.raises(Unusable, match="cannot be read"):
        read_queries(tmp_path / "missing")


def test_reads_a_folder_with_its_subfolders_and_leaves_hidden_and_empty_files_out(tmp_path: Path) -> None:
    for name, text in (("b", "乙"), ("sub/a.txt", "甲"), (".hidden", "丙"), ("empty.txt", " \n")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert [(one.name, one.text) for one in documents(tmp_path)] == [("b", "乙"), ("sub/a.txt", "甲")]
    with pytest.raises(Unusable, match="no folder"):
        names(tmp_path / "missing")


def test_an_id_may_be_a_way_a_name_a_stem_or_one_passage() -> None:
    found = [("x/other.txt", 0), ("sub/a.txt", 0), ("sub/a.txt", 3)]
    assert [rank(found, asked(one)) for one in ("sub/a.txt", "sub/a", "a.txt", "a")] == [2] * 4
    assert rank(found, asked("a#3")) == 3
    assert rank(found, asked("a.txt#1")) is None
    assert rank(found, asked("missing", "other")) == 1


def test_names_the_queries_whose_file_is_not_there() -> None:
    check_ids([asked("a#3"), asked("b", "missing")], ["sub/a.txt", "b"])
    with pytest.raises(Unusable, match=r"1 of 2 queries.*missing"):
        check_ids([asked("a"), asked("missing#1")], ["sub/a.txt"])


def test_recall_counts_what_was_not_found() -> None:
    ranks = [1, 3, None, 11]
    assert [recall(ranks, within) for within in (1, 10, 100)] == [0.25, 0.5, 0.75]


def test_quantiles_are_values_that_were_measured() -> None:
    values = [float(n) for n in range(20, 0, -1)]
    assert [quantile(values, share) for share in (0.5, 0.95, 1.0)] == [10.0, 19.0, 20.0]
    assert quantile([7.0], 0.5) == 7.0


def test_made_documents_are_the_same_each_time_and_hold_what_is_asked_for() -> None:
    first, second = (list(ZipfCopy(WORDS).documents(4, 2)) for _ in range(2))
    assert first == second
    assert [made.asked is not None for made in first] == [True, False, True, False]
    assert {len(made.passages) for made in first} == {PASSAGES}
    assert first[0].asked
    text, ordinal = first[0].asked
    telling = [word for word in first[0].passages[ordinal] if word in text and len(word) > 1]
    assert telling


def test_measures_a_tiny_corpus_from_end_to_end(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "port.txt").write_text("去年港口吞吐量为117.77亿吨，居全省首位。", "utf-8")
    (corpus / "school.txt").write_text("两所小学今年秋天开学，新增学位九百个。", "utf-8")
    lines = [
        {"query": "港口吞吐量11777000000吨", "id": "port"},
        {"query": "小学新增学位", "id": "school.txt#0"},
    ]
    path = queries_file(tmp_path, *(json.dumps(line, ensure_ascii=False) for line in lines))
    command = [sys.executable, "bench/search.py", str(corpus), str(path), "--sqlite"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2 documents, 2 passages" in done.stdout
    final = next(line for line in done.stdout.splitlines() if line.strip().startswith("final"))
    assert "R@1 1.000" in final


def test_says_what_cannot_be_measured_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    path = queries_file(tmp_path, '{"query": "x", "id": "missing"}')
    command = [sys.executable, "bench/search.py", str(tmp_path), str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "1 of 1 queries name no file" in done.stderr
