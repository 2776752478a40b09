/** From a DOM selection to a span of the text, and back. Offsets are code points. */
import { length, snap, toPoints, toUnits, trim } from './codepoints.js'

export const paragraphOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('p[data-start]')

/** UTF-16 offset, inside paragraph `p`, of a DOM position. */
export function unitsInside(p, node, offset) {
  const before = document.createRange()
  before.selectNodeContents(p)
  before.setEnd(node, offset)
  return before.toString().length
}

/**
 * Code-point span of the selection inside `body` with its exact words, or null when there is none.
 * Lines between two paragraphs are empty ones, so the words can be put together again.
 */
export function selectedSpan(body, selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null
  const range = selection.getRangeAt(0)
  const touched = [...body.querySelectorAll('p[data-start]')].filter((p) => range.intersectsNode(p))
  const pieces = touched.map((p) => pieceOf(p, range)).filter((piece) => piece.start < piece.end)
  if (!pieces.length) return null
  const [first, last] = [pieces[0], pieces[pieces.length - 1]]
  let quote = ''
  for (const piece of pieces) {
    if (piece !== first) quote += '\n'.repeat(piece.start - (first.start + length(quote)))
    quote += piece.quote
  }
  return { start: first.start, end: last.end, quote }
}

function pieceOf(p, range) {
  const text = p.textContent
  let start = p.contains(range.startContainer) ? unitsInside(p, range.startContainer, range.startOffset) : 0
  let end = p.contains(range.endContainer) ? unitsInside(p, range.endContainer, range.endOffset) : text.length
  ;[start, end] = trim(text, ...snap(text, start, end))
  const base = Number(p.dataset.start)
  return { start: base + toPoints(text, start), end: base + toPoints(text, end), quote: text.slice(start, end) }
}

/** The DOM range of a code-point span, or null when the text no longer holds it. */
export function rangeOf(body, start, end) {
  const from = positionOf(body, start, false)
  const to = positionOf(body, end, true)
  if (!from || !to) return null
  const range = document.createRange()
  range.setStart(...from)
  range.setEnd(...to)
  return range
}

/** Select code points `start` to `end` of `body`; `moving` is the end that a key or a shift-click moves on. */
export function choose(body, start, end, moving = end) {
  const range = rangeOf(body, start, end)
  if (!range) return
  const ends = [range.startContainer, range.startOffset, range.endContainer, range.endOffset]
  if (moving === start) ends.push(...ends.splice(0, 2))
  getSelection().setBaseAndExtent(...ends)
}

function positionOf(body, point, closing) {
  const p = paragraphAt(body, point, closing)
  const at = p ? point - Number(p.dataset.start) : 0
  return p && at <= length(p.textContent) ? walk(p, toUnits(p.textContent, at)) : null
}

/** The paragraph that holds code point `point`; with `closing`, the one that ends there at the latest. */
export function paragraphAt(body, point, closing = false) {
  const all = [...body.querySelectorAll('p[data-start]')]
  return all.findLast((p) => Number(p.dataset.start) < point + (closing ? 0 : 1)) ?? null
}

function walk(p, units) {
  const nodes = document.createTreeWalker(p, NodeFilter.SHOW_TEXT)
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (units <= node.data.length) return [node, units]
    units -= node.data.length
  }
  return null
}

/** The text surface a node belongs to. */
export const bodyOf = (node) => (paragraphOf(node) ?? (node.nodeType === 1 ? node : node.parentElement))?.closest('[data-text]')
