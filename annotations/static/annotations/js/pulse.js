/** Colleagues: where they are, and what they did, put in place without taking anything from under one's hands. */
import { current, show } from './items.js'
import { phrase } from './phrases.js'
import { bodyOf, rangeOf, selectedSpan } from './spans.js'

const SLOWEST = 120_000
let cursor = ''
let people = []
let misses = 0
let timer = 0
let bench = null

const shownItem = () => document.querySelector('#panel [data-panel]')?.dataset.panel ?? ''
const rowOf = (id) => document.getElementById(`item-${id}`)

/** Milliseconds until the next beat: `every` seconds, twice as long after each miss, at most two minutes. */
export const wait = (every, missed) => Math.min(every * 1000 * 2 ** missed, SLOWEST)

function plan() {
  clearTimeout(timer)
  if (!document.hidden) timer = setTimeout(beat, wait(Number(bench.dataset.pulse), misses))
}

async function beat() {
  const asked = new URLSearchParams({ since: cursor, at: current()?.dataset.item ?? '' })
  try {
    const answer = await fetch(`${bench.dataset.pulseUrl}?${asked}`, { headers: { 'HX-Request': 'true' } })
    if (!answer.ok || answer.headers.has('HX-Redirect')) throw new Error(answer.status)
    const html = await answer.text()
    misses = 0
    // An act under way brings its own news; what stands in this answer may be older.
    if (!document.body.dataset.busy) {
      cursor = answer.headers.get('Pulse-Cursor') ?? cursor
      if (answer.status === 200) apply(new DOMParser().parseFromString(html, 'text/html').body)
    }
  } catch {
    misses += 1
  }
  plan()
}

function apply(news) {
  const moved = news.querySelector('[data-moved-on]')
  if (moved) return document.querySelector('.copy-head').after(document.adoptNode(moved))
  const before = shownItem()
  const was = rowOf(before)?.dataset.v
  const selected = keepSelection()
  const changed = [rows(news), gone(news), paragraphs(news), ...['sums', 'coverage', 'job'].map((id) => part(news, id))]
  people = [...news.querySelectorAll('[data-person]')].map(({ dataset }) => ({ name: dataset.person, at: dataset.at }))
  selected()
  mark()
  if (!changed.some(Boolean)) return
  // List, text and panel are brought in step first; that would take back what the panel is asked for.
  document.addEventListener('bench:settled', () => renew(news, before, was), { once: true })
  document.getElementById('items').dispatchEvent(new CustomEvent('htmx:afterSettle', { bubbles: true, detail: {} }))
}

function rows(news) {
  const all = news.querySelector('[data-all]')
  const items = document.getElementById('items')
  const fresh = [...(all ?? news).querySelectorAll('li[data-item]')]
  let touched = false
  if (all) for (const row of [...items.children]) if (!all.querySelector(`#${CSS.escape(row.id)}`)) touched = Boolean(row.remove()) || true
  for (const row of fresh) touched = put(items, row) || touched
  return touched
}

/** Put one row in: in the place of its older state, or where it stands in the text. */
function put(items, row) {
  const old = document.getElementById(row.id)
  if (old && old.dataset.v === row.dataset.v && old.dataset.look === row.dataset.look) return false
  const fresh = document.adoptNode(row)
  if (!old) {
    const next = [...items.children].find((other) => Number(other.dataset.start) > Number(fresh.dataset.start))
    items.insertBefore(fresh, next ?? null)
    return true
  }
  const focused = old.contains(document.activeElement)
  const here = old.querySelector('a').getAttribute('aria-current')
  if (here) fresh.querySelector('a').setAttribute('aria-current', here)
  fresh.hidden = old.hidden
  old.replaceWith(fresh)
  if (focused) fresh.querySelector('a').focus({ preventScroll: true })
  return true
}

function gone(news) {
  const rows = [...news.querySelectorAll('[data-gone]')].map(({ dataset }) => rowOf(dataset.gone)).filter(Boolean)
  for (const row of rows) row.remove()
  return rows.length > 0
}

function paragraphs(news) {
  let touched = false
  for (const p of news.querySelectorAll('[data-paragraphs] p')) {
    const old = document.getElementById(p.id)
    if (!old || old.isEqualNode(p)) continue
    old.replaceWith(document.adoptNode(p))
    touched = true
  }
  return touched
}

function part(news, id) {
  const [old, fresh] = [document.getElementById(id), news.querySelector(`#${id}`)]
  if (!old || !fresh || old.isEqualNode(fresh) || (id === 'job' && old.hasAttribute('hx-get'))) return false
  old.replaceWith(document.adoptNode(fresh))
  globalThis.htmx?.process(fresh)
  return true
}

function keepSelection() {
  const selection = getSelection()
  const body = selection.rangeCount && !selection.isCollapsed ? bodyOf(selection.anchorNode) : null
  const span = body && selectedSpan(body, selection)
  return () => {
    const range = span && getSelection().isCollapsed && rangeOf(body, span.start, span.end)
    if (range) getSelection().addRange(range)
  }
}

/** The open panel is about an item that a colleague changed: shown anew, or offered when something is typed. */
function renew(news, before, was) {
  const said = before && [...news.querySelectorAll('[data-said]')].find(({ dataset }) => dataset.said === before)
  if (!said || rowOf(before)?.dataset.v === was) return
  document.getElementById('live').textContent = said.textContent
  const panel = document.getElementById('panel')
  const busy = 'unsaved' in (rowOf(before)?.dataset ?? {}) || panel.contains(document.activeElement)
  if (!busy) return show(before, true)
  const line = document.createElement('p')
  line.className = 'warning'
  line.textContent = `${said.textContent} `
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'quiet', textContent: phrase('renew') })
  button.addEventListener('click', () => show(before, true))
  line.append(button)
  panel.querySelector('[data-newer]')?.remove()
  line.dataset.newer = ''
  panel.querySelector('.panel-head')?.after(line)
}

/** Show where colleagues are: on their row, in the panel, on the words, and beside the title. */
function mark() {
  for (const old of document.querySelectorAll('.here')) old.remove()
  const ranges = []
  for (const { name, at } of people) {
    const row = at && rowOf(at)
    row?.querySelector('.quote').after(badge(name.slice(0, 1), name))
    if (at && at === shownItem()) document.querySelector('#panel .panel-head')?.append(badge(phrase('checking', { name }), name))
    for (const one of at ? document.querySelectorAll(`#text mark[data-c~="${CSS.escape(at.slice(0, 8))}"]`) : []) {
      const range = new Range()
      range.selectNodeContents(one)
      ranges.push(range)
    }
  }
  globalThis.CSS?.highlights?.set('colleague', new Highlight(...ranges))
  const line = document.getElementById('people')
  if (line) line.textContent = people.length ? phrase('people', { names: people.map(({ name }) => name).join('、') }) : ''
}

function badge(words, name) {
  const sign = document.createElement('span')
  Object.assign(sign, { className: 'here', textContent: words, title: phrase('checking', { name }) })
  sign.dataset.content = ''
  return sign
}

export function start() {
  bench = document.querySelector('[data-pulse]')
  if (!bench) return
  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : beat()))
  document.addEventListener('bench:settled', () => requestAnimationFrame(mark))
  addEventListener('pagehide', () => {
    const headers = { 'X-CSRFToken': JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken'], 'HX-Request': 'true' }
    fetch(bench.dataset.awayUrl, { method: 'POST', keepalive: true, headers })
  })
  cursor = bench.dataset.pulseCursor
  timer = setTimeout(beat, 500)
}
