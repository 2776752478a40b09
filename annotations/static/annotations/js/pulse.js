/** Colleagues: where they are, and what they did, put in place without taking anything from under one's hands. */
import { mark, meet, shownItem } from './colleagues.js'
import { current, show } from './items.js'
import { place, rowOf } from './news.js'
import { phrase } from './phrases.js'

const SLOWEST = 120_000
let cursor = ''
let misses = 0
let timer = 0
let bench = null

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
  const changed = place(news)
  meet(news)
  if (!changed) return
  // List, text and panel are brought in step first; that would take back what the panel is asked for.
  document.addEventListener('bench:settled', () => renew(news, before, was), { once: true })
  document.getElementById('items').dispatchEvent(new CustomEvent('htmx:afterSettle', { bubbles: true, detail: {} }))
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
