/** 选词 (`v`): words of the article are chosen with the arrow keys; a digit tags them. */
import { current, focusRow } from './items.js'
import { phrase } from './phrases.js'
import { around } from './snapping.js'
import { choose, paragraphAt, rangeOf, selectedSpan } from './spans.js'
import { moved, STOPS } from './steps.js'

const WAYS = { ArrowRight: ['word', false], ArrowLeft: ['word', true], ArrowDown: ['sentence', false], ArrowUp: ['sentence', true] }
const SHOWN = 40

// While words are being chosen: the end that stays, the end that moves, and who had the focus.
let mode = null

const bar = () => document.querySelector('[data-typebar]')
const body = () => document.getElementById('text')
const say = (words) => {
  document.getElementById('live').textContent = words
}

function begin() {
  if (!body() || !bar()) return
  const chosen = selectedSpan(body(), getSelection()) ?? firstWord(beginning())
  if (!chosen) return
  mode = { anchor: chosen.start, moving: chosen.end, back: document.activeElement }
  dress(true)
  show()
  say(bar().querySelector('[data-selecting]').textContent)
}

/** Where to begin: at the current claim, else at the first paragraph in view. */
function beginning() {
  const at = current()?.dataset.start
  if (at && rangeOf(body(), Number(at), Number(at))) return Number(at)
  const top = Math.max(body().parentElement.getBoundingClientRect().top, 0)
  const paragraphs = [...body().querySelectorAll('p[data-start]')]
  const p = paragraphs.find((one) => one.getBoundingClientRect().top >= top) ?? paragraphs[0]
  return Number(p?.dataset.start ?? 0)
}

function firstWord(at) {
  const p = paragraphAt(body(), at)
  if (!p) return null
  const base = Number(p.dataset.start)
  const [, end] = around(STOPS.word(p), at - base)
  return { start: at, end: base + end }
}

function show() {
  const { anchor, moving } = mode
  choose(body(), Math.min(anchor, moving), Math.max(anchor, moving), moving)
  const before = moved(body(), moving, 'character', moving > anchor)
  const range = rangeOf(body(), Math.min(before, moving), Math.max(before, moving))
  globalThis.CSS?.highlights?.set('moving', new Highlight(...(range ? [range] : [])))
  if (range) follow(range.getBoundingClientRect())
  const chosen = selectedSpan(body(), getSelection())
  if (chosen) say(phrase('selected', { quote: shortened(chosen.quote) }))
}

const shortened = (quote) => (quote.length > SHOWN ? `${quote.slice(0, SHOWN / 2)}…${quote.slice(-SHOWN / 2)}` : quote)

/** Keep the moving end in view. */
function follow(box) {
  const column = body().parentElement
  const scrolls = column.scrollHeight > column.clientHeight + 1 ? column : document.scrollingElement
  const top = Math.max(column.getBoundingClientRect().top, 0) + 60
  const bottom = innerHeight - 140
  if (box.top < top) scrolls.scrollBy(0, box.top - top)
  else if (box.bottom > bottom) scrolls.scrollBy(0, box.bottom - bottom)
}

function dress(on) {
  bar().toggleAttribute('data-selects', on)
  document.querySelector('[data-select]')?.setAttribute('aria-pressed', String(on))
}

function leave(keeps = false) {
  const { back } = mode
  mode = null
  dress(false)
  globalThis.CSS?.highlights?.delete('moving')
  say('')
  if (keeps) return
  getSelection().removeAllRanges()
  if (back?.isConnected && back !== document.body) back.focus({ preventScroll: true })
  else focusRow()
}

/** What a key does while words are chosen; false for keys that are not ours. */
function act(key, shift) {
  const digit = /^[1-8]$/.test(key) && bar().querySelector(`[value="${key}"]`)
  if (WAYS[key]) {
    const [kind, back] = WAYS[key]
    mode.moving = moved(body(), mode.moving, shift && kind === 'word' ? 'character' : kind, back)
    show()
  } else if (key === 'o') {
    ;[mode.anchor, mode.moving] = [mode.moving, mode.anchor]
    show()
  } else if (digit) digit.click()
  else if (key === 'Escape') leave()
  else if (key === 'Enter') {
    leave(true)
    bar().querySelector('button').focus()
  } else return key.length === 1
  return true
}

function pressed(event) {
  if (!mode || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (bar().contains(event.target) || event.target.closest('input, textarea, select, dialog')) return
  if (!act(event.key, event.shiftKey)) return
  event.preventDefault()
  // No other key of the page means anything meanwhile.
  event.stopPropagation()
}

export function start() {
  document.addEventListener('keydown', pressed, true)
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-select]')) return
    if (mode) leave()
    else begin()
  })
  document.addEventListener('pointerdown', (event) => {
    if (mode && !event.target.closest('[data-typebar], [data-select]')) leave(true)
  })
  document.addEventListener('htmx:afterRequest', (event) => {
    if (mode && event.target === bar() && event.detail.successful) leave(true)
  })
  document.addEventListener('bench:settled', () => {
    if (mode) show()
  })
}
