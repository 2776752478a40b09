"""A night at a news desk, replayed over HTTP: 40 articles, three editors, one reviewer, one chief.

    python bench/night_shift.py [--articles 40] [--characters 1100] [--wrong .03] [--seed 1]

Made-up copy comes in from 15:00 on, each piece with its official material; in about ``--wrong`` of its
sentences the copy has another figure than the material. Editors take what is next, accept what the worker
suggests, link the passage, judge, correct and submit; the reviewer works through whole articles, exceptions
singly and the rest in one act; the chief signs what the gate lets through, and by 22:00 the rest by override.

Every call is real; the time between them is not waited for but counted: each person has a clock of their own,
moved on by the think times below (seconds, ours, to be changed here) and by the seconds the server took.
Prints acts per claim, calls per claim, each person's hours, the last signature, the share of overrides, and
how many claims were approved that the reviewer had not been shown at that version: it must be 0.
"""

from __future__ import annotations

import argparse
import heapq
import json
import time
import urllib.error
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from desk import Desk, open_desk
from material import material_of, passage_for
from newscopy import newscopy

THINK = {
    "accept": 20.0,  # a look over an article's suggestions before accepting all of them
    "confirm": 12.0,  # the passage is there and agrees
    "correct": 45.0,  # it differs: judge, write the corrected words
    "unproved": 30.0,  # nothing in the material: say so
    "submit": 5.0,
    "read": 60.0,  # the reviewer reads the article
    "exception": 12.0,
    "rest": 20.0,
    "put right": 40.0,  # the corrections go into a new version of the copy
    "note": 8.0,  # the chief's word on one item of the gate
    "sign": 30.0,
}
OPENS, CLOSES = 15 * 3600.0, 22 * 3600.0
EDITORS = 3


@dataclass
class Person:
    """Somebody with a key, and a clock of their own in seconds since midnight."""

    name: str
    key: str
    clock: float = OPENS
    worked: float = 0.0


@dataclass
class Piece:
    """An article on its way: the copy as it came in, its material, and what is to be put right."""

    id: str
    text: str
    material: str
    source: str
    arrives: float
    corrections: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass
class Night:
    """The desk and everything counted of it."""

    desk: Desk
    acts: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    seen: set[tuple[str, int]] = field(default_factory=set)
    listed: Counter[str] = field(default_factory=Counter)

    def call(self, person: Person, path: str, body: Any = None, method: str = "", etag: str = "") -> Any:
        began = time.monotonic()
        try:
            return self.desk.call(person.key, path, body, method, etag)
        except urllib.error.HTTPError as error:
            problem = json.loads(error.read())
            raise SystemExit(
                f"{person.name} {path}: {error.code} {json.dumps(problem, ensure_ascii=False)}"
            ) from None
        finally:
            self.calls += 1
            person.clock += time.monotonic() - began

    def act(self, person: Person, name: str) -> None:
        """Count one act and the time it takes a person."""
        self.acts[name] += 1
        person.clock += THINK[name]
        person.worked += THINK[name]


def check(night: Night, editor: Person, piece: Piece) -> None:
    """One article from its suggestions to its submitted claims."""
    path = f"articles/{piece.id}/"
    waiting = night.desk.all_of(editor.key, f"{path}suggestions/?state=pending")
    ids = [row["id"] for row in waiting]
    claims = night.call(editor, f"{path}suggestions/accept/", {"ids": ids}) if ids else []
    night.act(editor, "accept")
    for claim in claims:
        judge(night, editor, piece, claim)
    night.act(editor, "submit")


def judge(night: Night, editor: Person, piece: Piece, claim: dict[str, Any]) -> None:
    """Link the passage, give the verdict, submit."""
    path, version = f"claims/{claim['id']}/", claim["version"]
    place = passage_for(piece.material, claim)
    comparison = "none"
    if place:
        start, end = place
        quote = piece.material[start:end]
        stance = "supports" if quote == claim["quote"] else "refutes"
        link = {"source": piece.source, "stance": stance, "tier": "primary", "start": start, "end": end}
        linked = night.call(editor, f"{path}evidence/", {**link, "quote": quote})
        version, comparison = linked["claim_version"], stance
    changes, act = verdict_for(piece, claim, place, comparison)
    claim = night.call(editor, path, changes, "PATCH", f'"{claim["id"]}-{version}"')
    night.call(
        editor, f"{path}transitions/", {"to": "submitted"}, "POST", f'"{claim["id"]}-{claim["version"]}"'
    )
    night.act(editor, act)


def verdict_for(
    piece: Piece, claim: dict[str, Any], place: tuple[int, int] | None, stance: str
) -> tuple[dict[str, str], str]:
    if place is None:
        return {"verdict": "unverifiable", "verdict_note": "随稿材料中没有"}, "unproved"
    if stance == "supports":
        return {"verdict": "verified"}, "confirm"
    right = piece.material[place[0] : place[1]]
    piece.corrections.append((claim["start"], claim["end"], right))
    return {"verdict": "false", "resolution": "corrected", "proposed_text": right}, "correct"


def review(night: Night, reviewer: Person, piece: Piece) -> None:
    """整稿审定: exceptions one by one, the rest in one act; only what was shown is approved."""
    path = f"articles/{piece.id}/review/"
    page = night.call(reviewer, path)
    night.act(reviewer, "read")
    night.seen |= {(row["claim"], row["version"]) for part in ("exceptions", "rest") for row in page[part]}
    for row in page["exceptions"]:
        night.call(reviewer, path, {"approve": [[row["claim"], row["version"]]]})
        night.act(reviewer, "exception")
    if page["rest"]:
        night.call(reviewer, path, {"approve": [[row["claim"], row["version"]] for row in page["rest"]]})
        night.act(reviewer, "rest")


def put_right(night: Night, editor: Person, piece: Piece) -> None:
    """The approved corrections go into the copy as a new version; whatever it voids is approved anew."""
    text = piece.text
    for start, end, right in sorted(piece.corrections, reverse=True):
        text = text[:start] + right + text[end:]
    article = night.call(editor, f"articles/{piece.id}/")
    etag = f'"{piece.id}-{article["version"]}"'
    night.call(editor, f"articles/{piece.id}/versions/", {"text": text, "note": "按核定改正"}, "POST", etag)
    night.desk.until_read(editor.key, piece.id)
    night.act(editor, "put right")


def sign(night: Night, chief: Person, piece: Piece) -> bool:
    """Sign what the gate lets through; the chief decides what is theirs. True when it took an override."""
    path = f"articles/{piece.id}/"
    gate = night.call(chief, f"{path}gate/")
    night.act(chief, "sign")
    for item in (one for one in gate["items"] if one["takes_note"] and not one["settled"]):
        gate = night.call(chief, f"{path}gate/", {"item": item["key"], "note": "据当事人陈述刊发"})
        night.act(chief, "note")
    version = night.call(chief, path)["version"]
    body: dict[str, Any] = {"channel": "web"}
    night.listed.update(item["condition"] for item in gate["items"] if not item["settled"])
    if not gate["clear"]:
        body |= {"override": "deadline", "reason": "截稿"}
    night.call(chief, f"{path}publications/", body, "POST", f'"{piece.id}-{version}"')
    return not gate["clear"]


def take_in(night: Night, writer: Person, number: int, options: argparse.Namespace) -> Piece:
    """Store an article with its material; it comes in when its turn is, evenly over the first five hours."""
    text = newscopy(options.characters, seed=options.seed * 1000 + number)
    stored = night.desk.article(writer.key, f"夜班稿件{number + 1}", text)
    material = material_of(text, options.wrong, number)
    body = {"title": f"材料{number + 1}", "source_type": "gov_document", "text": material, "article": stored}
    source = night.call(writer, "sources/", body)["id"]
    return Piece(stored, text, material, source, OPENS + number * 5 * 3600 / options.articles)


@dataclass
class Result:
    """What a night left: people, articles, the last signature, overrides, signatures after closing time."""

    people: list[Person]
    pieces: list[Piece]
    last: float = OPENS
    overrides: int = 0
    late: int = 0


def replay(night: Night, options: argparse.Namespace) -> Result:
    """Play the night."""
    editors = [Person(name, night.desk.key(name)) for name in hired(night.desk, "editor", EDITORS)]
    reviewer = Person("shenhe", night.desk.key("shenhe"))
    chief = Person("zongbian", night.desk.key("zongbian"))
    coming = [take_in(night, editors[0], number, options) for number in range(options.articles)]
    for person in editors:
        person.clock = OPENS
    read: list[tuple[float, int]] = []
    by: dict[int, Person] = {}
    for number, piece in enumerate(coming):
        editor = min(editors, key=lambda one: one.clock)
        editor.clock = max(editor.clock, piece.arrives)
        check(night, editor, piece)
        by[number] = editor
        heapq.heappush(read, (editor.clock, number))
    result = Result([*editors, reviewer, chief], coming)
    while read:
        ready, number = heapq.heappop(read)
        piece = coming[number]
        reviewer.clock = max(reviewer.clock, ready)
        review(night, reviewer, piece)
        if piece.corrections:
            by[number].clock = max(by[number].clock, reviewer.clock)
            put_right(night, by[number], piece)
        chief.clock = max(chief.clock, reviewer.clock, by[number].clock if piece.corrections else OPENS)
        result.overrides += sign(night, chief, piece)
        result.last = max(result.last, chief.clock)
        result.late += chief.clock > CLOSES
    return result


def hired(desk: Desk, role: str, number: int) -> list[str]:
    """So many people with this role at the demonstration desk."""
    names = [f"{role}{n + 1}" for n in range(number)]
    for name in names:
        desk.manage("createmember", "--user", name, "--desk", "要闻", "--role", role)
    return names


def approvals(night: Night, key: str, pieces: list[Piece]) -> tuple[int, int]:
    """Claims approved over the night, and how many of them unseen at the version that was approved."""
    approved = unseen = 0
    for claim in (row for piece in pieces for row in night.desk.all_of(key, f"articles/{piece.id}/claims/")):
        rows = night.desk.call(key, f"claims/{claim['id']}/history/")
        given = [row for row in rows if row["to"] == "approved" and row["action"] == "transition"]
        for row in given:
            approved += 1
            unseen += (claim["id"], row["diff"]["seen_version"][0]) not in night.seen
    return approved, unseen


def clock(seconds: float) -> str:
    return f"{int(seconds // 3600):02}:{int(seconds % 3600 // 60):02}"


def main(options: argparse.Namespace) -> None:
    with open_desk() as desk:
        night = Night(desk)
        began = time.monotonic()
        result = replay(night, options)
        took = time.monotonic() - began
        approved, unseen = approvals(night, result.people[0].key, result.pieces)
        acts = sum(night.acts.values())
        print(f"{options.articles} articles, {approved} approvals, {took:.0f} s of real time")
        print(f"acts per claim {acts / approved:.2f}: {dict(night.acts)}")
        print(f"calls per claim {night.calls / approved:.1f}")
        for person in result.people:
            print(f"{person.name}: {person.worked / 3600:.1f} h of work, done at {clock(person.clock)}")
        print(f"last signature {clock(result.last)}, after 22:00: {result.late}")
        print(f"the gate still listed {dict(night.listed) or 'nothing'}")
        share = result.overrides / options.articles
        print(f"override share {share:.0%} ({result.overrides} of {options.articles})")
        print(f"claims approved unseen: {unseen}")
        if unseen:
            raise SystemExit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Replay a night at a news desk over HTTP.")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--characters", type=int, default=1100)
    parser.add_argument("--wrong", type=float, default=0.03)
    parser.add_argument("--seed", type=int, default=1)
    main(parser.parse_args())
