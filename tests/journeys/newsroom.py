"""A running product, people who have passwords there, and a browser for each that notes every error."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.stack import Stack

DESK = "夜班"
PATIENCE = 30_000
"""Milliseconds that a page may take: products, workers and browsers of other tests share the machine."""
expect.set_options(timeout=PATIENCE)
HIRE = """
from django.core.management import call_command
from annotations.models import User
for name, role, word in {people!r}:
    call_command("createmember", user=name, desk={desk!r}, role=role)
    user = User.objects.get(username=name)
    user.set_password(word)
    user.save()
"""
KEYS = """
from django.core.management import call_command
for name, scope in {wanted!r}:
    call_command("createkey", "--user", name, "--desk", {desk!r}, "--scope", scope)
"""
SAY_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (e) => {
  console.error(e.violatedDirective + ' ' + e.blockedURI)
});
"""
# Chromium reports an answered refusal (400, 412 …) as an error of its own; those are asked for here.
REFUSAL = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Newsroom:
    """One stack with its people; ``enter`` gives a logged-in page."""

    stack: Stack
    browser: Browser
    passwords: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, Any] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    open: ClassVar[list[Newsroom]] = []

    def __post_init__(self) -> None:
        self.open.append(self)

    def hire(self, *people: tuple[str, str]) -> None:
        """Take on people by name and role, each with a password, in one command: each takes seconds."""
        words = {name: secrets.token_urlsafe(16) for name, _ in people}
        rows = [(name, role, words[name]) for name, role in people]
        self.stack.manage("shell", "-v0", "-c", HIRE.format(people=rows, desk=DESK))
        self.passwords |= words

    def keys(self, scopes: Mapping[str, str]) -> dict[str, str]:
        """An API key for each person, of the scope named, in one command."""
        made = KEYS.format(wanted=list(scopes.items()), desk=DESK)
        return dict(zip(scopes, self.stack.manage("shell", "-v0", "-c", made).split(), strict=True))

    def enter(self, name: str, **options: Any) -> Page:
        """A page of this person's own browser; the password is typed once, then the session is kept."""
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", **options}
        options["storage_state"] = self.sessions.get(name)
        context = self.browser.new_context(base_url=self.stack.base_url, **options)
        context.add_init_script(SAY_VIOLATIONS)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
        page.goto("/articles/")
        if name not in self.sessions:
            page.fill("#id_login", name)
            page.fill("#id_password", self.passwords[name])
            page.click(".login button")
        expect(page.locator("h1")).to_have_text("稿件队列")
        self.sessions[name] = context.storage_state()
        self.pages.append(page)
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REFUSAL):
            self.complaints.append(message.text)

    def heard(self) -> list[str]:
        """Every console error and policy violation so far."""
        for page in self.pages:
            page.evaluate("0")  # what it said before has come with the answer
        return [*self.complaints]

    def close(self, but: int = 0) -> None:
        """Close the pages except the first ``but``; what a browser complained of there stays said."""
        for page in self.pages[but:]:
            page.context.close()
        del self.pages[but:]


def at_work(newsroom: Newsroom, address: str) -> Iterator[Page]:
    """Wang's page of an article for one test; at its end the browser must have had nothing to complain of."""
    page = newsroom.enter("wang")
    page.goto(address)
    expect(page.locator("#panel [data-panel]")).to_be_visible()
    yield page
    heard = newsroom.heard()
    # The next test of the module answers for itself.
    newsroom.complaints.clear()
    assert heard == []


def paste(page: Page, title: str, text: str) -> None:
    """Store an article through 新稿 and wait until it is pre-tagged."""
    page.goto("/articles/new/")
    page.fill("#id_title", title)
    page.fill("#id_published_on", "2024-03-08")
    page.fill("#id_text", text)
    page.click("text=保存并预标注")
    expect(page.locator("#items [data-item]").first).to_be_visible()
    # What is told of the job comes with its last news; later it would take the place of what an act tells.
    expect(page.locator("#job:not([hx-get])")).to_be_attached()
    expect(page.locator("#panel [data-panel]")).to_be_visible()


PLACE = """([selector, words]) => {
  for (const p of document.querySelectorAll(selector)) {
    const at = p.textContent.indexOf(words)
    if (at < 0) continue
    p.scrollIntoView({ block: 'center' })
    const range = document.createRange()
    let left = at, from = null
    const nodes = document.createTreeWalker(p, NodeFilter.SHOW_TEXT)
    for (let n = nodes.nextNode(); n; n = nodes.nextNode()) {
      if (!from && left < n.data.length) { from = [n, left]; range.setStart(n, left); left += words.length }
      if (from && left <= n.data.length) { range.setEnd(n, left); break }
      left -= n.data.length
    }
    const box = range.getBoundingClientRect()
    return [box.left + 1, box.right - 1, box.top + box.height / 2]
  }
  return null
}"""


def select(page: Page, words: str, inside: str = "#text p", *, exact: bool = True) -> None:
    """Drag the mouse over ``words``, which stand on one line; ``exact`` holds Alt, so that they stay so."""
    page.locator(inside).first.wait_for()
    place = page.evaluate(PLACE, [inside, words])
    assert place, f"{words} is not on the page"
    left, right, y = place
    if exact:
        page.keyboard.down("Alt")
    page.mouse.move(left, y)
    page.mouse.down()
    page.mouse.move((left + right) / 2, y)
    page.mouse.move(right, y)
    page.mouse.up()
    if exact:
        page.keyboard.up("Alt")


def row(page: Page, words: str) -> Any:
    """The row of the list whose quote is exactly ``words``."""
    return page.locator("#items [data-item]").filter(has=page.get_by_text(words, exact=True))


def act(page: Page, key: str) -> None:
    """Press a key and wait for the answer to be swapped in.

    A page that a click has just opened shows its words before its scripts listen to the keyboard.
    """
    page.wait_for_load_state()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press(key)
    page.locator("body:not([data-busy])").wait_for()
    expect(page.locator(".htmx-swapping, .htmx-settling")).to_have_count(0)
