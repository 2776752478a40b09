/** The mouse in the article: a double click takes a unit, a triple click a clause, Alt leaves it as it is. */
import { toPoints } from './codepoints.js'
import { clauseAt, outward, unitAt, unitsOf, wordsOf } from './snapping.js'
import { bodyOf, choose, paragraphAt, paragraphOf, rangeOf, selectedSpan, unitsInside } from './spans.js'

/** Words and units of a paragraph. */
const codes = (p) => [wordsOf(p.textContent, p.dataset.b), unitsOf(p.dataset.u ?? '')]

/** The code point under the pointer, inside its paragraph. */
function pointed(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y)
  const found = caret ? [caret.offsetNode, caret.offset] : null
  const range = found ? null : document.caretRangeFromPoint?.(x, y)
  const [node, offset] = found ?? [range?.startContainer, range?.startOffset]
  const p = node && paragraphOf(node)
  if (!p) return null
  const at = toPoints(p.textContent, unitsInside(p, node, offset))
  const base = Number(p.dataset.start)
  // The caret goes to the nearer edge of the character; wanted is the character.
  const box = rangeOf(p.parentElement, base + at, base + at + 1)?.getClientRects()[0]
  return [p, at && (!box || box.left > x || box.top > y) ? at - 1 : at]
}

function clicked(event) {
  const [p, at] = pointed(event.clientX, event.clientY) ?? []
  if (!p) return null
  const [from, to] = event.detail > 2 ? clauseAt(p.textContent, at) : unitAt(...codes(p), at)
  const base = Number(p.dataset.start)
  return [base + from, base + to]
}

function dragged(body, selection) {
  const span = selectedSpan(body, selection)
  if (!span) return null
  const first = paragraphAt(body, span.start)
  const last = paragraphAt(body, span.end, true)
  const [from, to] = [first, last].map((p) => Number(p.dataset.start))
  const [start] = outward(first.textContent, ...codes(first), span.start - from, span.end - from)
  const [, end] = outward(last.textContent, ...codes(last), span.start - to, span.end - to)
  return [from + start, to + end]
}

let down = [0, 0]

function released(event) {
  const selection = getSelection()
  const body = selection.rangeCount ? bodyOf(selection.anchorNode) : null
  if (event.button || event.altKey || selection.isCollapsed || body?.id !== 'text') return
  const moved = Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4
  const span = event.detail > 1 && !moved ? clicked(event) : dragged(body, selection)
  if (span) choose(body, ...span, selection.direction === 'backward' ? span[0] : span[1])
}

export function start() {
  document.addEventListener('mousedown', (event) => {
    down = [event.clientX, event.clientY]
  })
  document.addEventListener('mouseup', released)
}
