/** What a beat brings, put in place: rows, paragraphs and the parts around the text; the selection stays. */
import { bodyOf, rangeOf, selectedSpan } from './spans.js'

export const rowOf = (id) => document.getElementById(`item-${id}`)

/** Put everything in its place; whether anything on the page changed. */
export function place(news) {
  const reselect = keepSelection()
  const changed = [rows(news), gone(news), paragraphs(news), ...['sums', 'coverage', 'job'].map((id) => part(news, id))]
  reselect()
  return changed.some(Boolean)
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
