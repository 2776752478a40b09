/** 整稿审定: a row counts as seen once it lay open on the screen for a moment; rows are ticked by key. */
import { current, move } from './items.js'

const MOMENT = 500
const NEARLY = 0.95
const TALL = 0.6
const shown = new Set()
let watcher = null

/** Whether a row was on the screen: as good as whole, or filling most of a screen that is too small for it. */
export const inSight = ({ intersectionRatio, intersectionRect, rootBounds }) =>
  intersectionRatio >= NEARLY || intersectionRect.height > rootBounds.height * TALL

const unseen = () => document.querySelectorAll('#items [data-sight]:not([data-seen])')

// Under a sheet or a dialog nobody reads it.
function open(row) {
  const { left, bottom } = row.getBoundingClientRect()
  return row.contains(document.elementFromPoint(left + 9, Math.min(bottom, innerHeight) - 9))
}

function count() {
  const [all, left] = [document.querySelectorAll('#items [data-sight]').length, unseen().length]
  document.getElementById('seen').textContent = all - left
  document.querySelector('[data-rest]').disabled = !all || left > 0
}

function watch() {
  watcher?.disconnect()
  shown.clear()
  if (!document.getElementById('seen')) return
  const look = (found) => found.forEach((one) => shown[one.isIntersecting && inSight(one) ? 'add' : 'delete'](one.target))
  watcher = new IntersectionObserver(look, { threshold: [0, 0.25, 0.5, 0.75, NEARLY] })
  for (const row of unseen()) watcher.observe(row)
  count()
}

async function tell(url) {
  const rows = [...shown].filter(open)
  if (!rows.length) return
  const body = new URLSearchParams(rows.map((row) => ['claim', row.dataset.sight]))
  const headers = JSON.parse(document.body.getAttribute('hx-headers'))
  const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null)
  if (!answer?.ok) return
  for (const row of rows) {
    row.dataset.seen = ''
    shown.delete(row)
  }
  count()
}

const box = () => current()?.querySelector('[name="claim"]')

function clicked({ target }) {
  const button = target.closest('[data-tick]')
  if (!button) return
  const extends_ = button.dataset.tick === 'on'
  if (extends_) {
    if (box()) box().checked = true
    move(1)
  }
  if (box()) box().checked = extends_ || !box().checked
}

export function start() {
  const page = document.querySelector('[data-sightings]')
  if (!page) return
  document.addEventListener('click', clicked)
  document.addEventListener('htmx:afterSettle', watch)
  setInterval(() => tell(page.dataset.sightings), MOMENT)
  watch()
}
