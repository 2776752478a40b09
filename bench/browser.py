"""The workbench as the browser feels it: sizes, painting, keys, verdicts, memory, keystrokes.

    python bench/browser.py

Starts the product on empty data and drives it in Chromium with made copy. Every timing stands beside
a baseline of the same run: the same words on a page without marks, a key on a page that only listens,
a bare GET of /healthz from the page.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.desk import Desk, open_desk
from tests import browser

KB = 1024
WATCH = """
window.keys = []; window.settledAt = 0
const afterPaint = (done) => requestAnimationFrame(() => {
  const channel = new MessageChannel()
  channel.port1.onmessage = done
  channel.port2.postMessage(0)
})
addEventListener('keydown', ({ timeStamp }) => {
  afterPaint(() => window.keys.push(performance.now() - timeStamp))
}, true)
document.addEventListener('bench:settled', () => { window.settledAt = performance.now() })
document.addEventListener('DOMContentLoaded', () => {
  afterPaint(() => { window.paintedAt = performance.now() })
})
"""
PAINTED = """[performance.getEntriesByType('navigation')[0].responseEnd, window.paintedAt,
  document.querySelectorAll('#text mark').length]"""
PLAIN = "<!doctype html><meta charset=utf-8><body>{}"


def copy_of(claims: int, sentences: int = 2) -> str:
    """Made copy with one figure a sentence, ``sentences`` to a paragraph."""
    lines = [
        f"第{n // 9 + 1}批改造的临江第{n}小区完成投资{n * 7 % 90 + 10}.{n % 9 + 1}亿元，居民反映良好。"
        for n in range(claims)
    ]
    return "\n".join("".join(lines[at : at + sentences]) for at in range(0, claims, sentences))


def made_article(desk: Desk, key: str, claims: int) -> str:
    """An article with exactly ``claims`` claims and no waiting suggestion."""
    article = desk.article(key, f"{claims} 个核查点", copy_of(claims))
    waiting = [
        row for row in desk.all_of(key, f"articles/{article}/suggestions/") if row["state"] == "pending"
    ]
    wanted = [row["id"] for row in waiting if "money" in row["types"]][:claims]
    for at in range(0, len(wanted), 100):
        desk.call(key, f"articles/{article}/suggestions/accept/", {"ids": wanted[at : at + 100]})
    for row in waiting:
        if row["id"] not in set(wanted):
            desk.call(key, f"suggestions/{row['id']}/dismiss/", {"reason": "not_needed"})
    return article


def log_in(context: BrowserContext, desk: Desk) -> Page:
    page = context.new_page()
    page.goto(f"{desk.base}/accounts/login/")
    page.fill("#id_login", "bianji")
    page.fill("#id_password", desk.password("bianji"))
    page.click(".login button")
    page.wait_for_url("**/articles/")
    return page


def until(page: Page, condition: str) -> None:
    """Wait for a condition of the page; its policy forbids Playwright's own way, which needs eval."""
    while not page.evaluate(condition):
        page.wait_for_timeout(5)


def percentile(figures: list[float], share: float) -> float:
    return sorted(figures)[min(int(len(figures) * share), len(figures) - 1)]


def sizes(page: Page, address: str, claims: int) -> None:
    """Gzipped sizes of what one visit fetches, as any server with gzip sends them."""
    fetched: dict[str, bytes] = {}
    page.on("response", lambda answer: fetched.setdefault(answer.url, answer.body()))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    kinds = {".js": "JS", ".css": "CSS"}
    sums = {"JS": 0, "CSS": 0}
    for url, body in fetched.items():
        kind = next((name for end, name in kinds.items() if url.partition("?")[0].endswith(end)), "")
        if kind:
            sums[kind] += len(gzip.compress(body, 9))
    html = len(gzip.compress(fetched[address], 6))
    scripts, styles = sums["JS"] / KB, sums["CSS"] / KB
    print(f"{claims} claims: HTML {html / KB:.1f} KB gz; JS {scripts:.1f}, CSS {styles:.1f} KB gz")


def painting(page: Page, address: str, claims: int) -> None:
    """From the last byte of the answer to every mark painted, beside the same words without marks."""
    marked, plain = [], []
    text = ""
    for _ in range(5):
        page.goto(address)
        until(page, "window.paintedAt")
        arrived, painted, marks = page.evaluate(PAINTED)
        marked.append(painted - arrived)
        text = page.inner_text("#text")
    bare = page.context.new_page()
    bare.add_init_script(WATCH)
    for _ in range(5):
        bare.route("**/bare", lambda route: route.fulfill(body=PLAIN.format(text), content_type="text/html"))
        bare.goto(address.partition("/articles")[0] + "/bare")
        until(bare, "window.paintedAt")
        arrived, painted, _ = bare.evaluate(PAINTED)
        plain.append(painted - arrived)
    bare.close()
    ms, ratio = median(marked), median(marked) / median(plain)
    print(f"{claims} claims, {marks} marks: painted {ms:.0f} ms after arrival = {ratio:.1f} x plain text")


def keys(page: Page, address: str, claims: int) -> None:
    """keydown → paint while moving through the list, beside a page that only listens."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    moved = press(page, "j", 40)
    page.route("**/still", lambda route: route.fulfill(body=PLAIN.format("x"), content_type="text/html"))
    page.goto(address.partition("/articles")[0] + "/still")
    still = press(page, "j", 40)
    p75, base = percentile(moved, 0.75), percentile(still, 0.75)
    print(f"{claims} claims: keydown to paint p75 {p75:.0f} ms = {p75 / base:.1f} x a page that only listens")


def press(page: Page, key: str, times: int) -> list[float]:
    page.evaluate("window.keys = []")
    for _ in range(times):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    measured: list[float] = page.evaluate("window.keys")
    return measured


def verdicts(page: Page, address: str, times: int = 40) -> None:
    """From the verdict's key to its answer on the page, beside a bare GET from the same page."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    bare: list[float] = page.evaluate(
        "async () => { const all = []; for (let n = 0; n < 20; n += 1) { const t = performance.now();"
        " await (await fetch('/healthz')).text(); all.push(performance.now() - t) } return all }"
    )
    took = []
    for _ in range(times):
        began = page.evaluate("(window.settledAt = 0, performance.now())")
        page.keyboard.press("a")
        until(page, "window.settledAt && !document.body.dataset.busy")
        took.append(page.evaluate("window.settledAt") - began)
    p95, base = percentile(took, 0.95), median(bare)
    print(f"verdict to confirmed: p50 {median(took):.0f}, p95 {p95:.0f} ms = {p95 / base:.0f} x bare GET")


def visits(context: BrowserContext, page: Page, address: str) -> None:
    """What goes over the wire at the first visit and at the second."""
    session = context.new_cdp_session(page)
    got = [0.0]
    session.on(
        "Network.loadingFinished", lambda event: got.__setitem__(0, got[0] + event["encodedDataLength"])
    )
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    totals = []
    for _ in range(2):
        got[0] = 0.0
        page.goto(address)
        page.wait_for_load_state("networkidle")
        totals.append(got[0] / KB)
    print(f"60 claims on the wire: first visit {totals[0]:.0f} KB, second {totals[1]:.0f} KB")


def heap(session: CDPSession, page: Page, address: str, claims: int) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    print(f"{claims} claims: JavaScript heap {used / KB / KB:.1f} MB")


class Counted:
    """A page's keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, key: str) -> None:
        self.count += 1
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.page.keyboard.press(key)
        self.page.locator("body:not([data-busy])").wait_for()


def replay(desk: Desk, key: str, page: Page, claims: int = 20) -> None:
    """From suggestion to submitted by the keyboard, where the evidence is attached by a colleague's key."""
    article = desk.article(key, "按键回放", copy_of(claims, 1))
    page.goto(f"{desk.base}/articles/{article}/")
    page.wait_for_load_state("networkidle")
    hand = Counted(page)
    accepted = 0
    for _ in range(claims):
        before = hand.count
        hand.press("a")
        accepted += hand.count - before
    attach(desk, key, article)
    page.goto(f"{desk.base}/articles/{article}/")
    page.wait_for_load_state("networkidle")
    rows = desk.all_of(key, f"claims/?article={article}")
    for _ in rows:
        hand.press("Enter")
    hand.press("Shift+S")
    states: list[Any] = [row["status"] for row in desk.all_of(key, f"claims/?article={article}")]
    done, each = states.count("submitted"), hand.count / len(rows)
    print(f"{done} of {len(rows)} claims submitted with {hand.count} keystrokes = {each:.2f} a claim")


def attach(desk: Desk, key: str, article: str) -> None:
    """Link every claim of the article to one source that says the same."""
    text = "\n".join(copy_of(20, 1).splitlines()) + "\n（临江市住建局公报）"
    source = desk.call(
        key, "sources/", {"title": "小区改造公报", "source_type": "gov_document", "text": text}
    )
    for claim in desk.all_of(key, f"claims/?article={article}"):
        at = text.index(claim["quote"])
        link = {"source": source["id"], "stance": "supports", "tier": "primary", "start": at}
        link |= {"end": at + len(claim["quote"]), "quote": claim["quote"]}
        desk.call(key, f"claims/{claim['id']}/evidence/", link)


def main() -> None:
    with open_desk() as desk, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser.chromium(), args=browser.FLAGS)
        context = chromium.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
        context.add_init_script(WATCH)
        page = log_in(context, desk)
        key = desk.key("bianji")
        addresses = {n: f"{desk.base}/articles/{made_article(desk, key, n)}/" for n in (30, 60, 300, 1000)}
        for claims in (60, 300):
            with context.new_page() as fresh:
                sizes(fresh, addresses[claims], claims)
        page.bring_to_front()  # a page behind another paints once a second
        visits(context, page, addresses[60])
        for claims in (30, 300, 1000):
            painting(page, addresses[claims], claims)
        for claims in (60, 300, 1000):
            keys(page, addresses[claims], claims)
        verdicts(page, addresses[60])
        heap(context.new_cdp_session(page), page, addresses[1000], 1000)
        replay(desk, key, page)
        chromium.close()


if __name__ == "__main__":
    main()
