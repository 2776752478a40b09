/** The list of claims and suggestions: which row is current, which comes next, and its marks. */
import { ahead, arrived, open, pending, resume } from './prefetch.js'

const link = (row) => row.querySelector('a')
const idOf = (row) => row?.dataset.item ?? ''

// Where rows have no panel beside them they are links to their pages.
const panelled = () => document.getElementById('panel')

/** Rows that the filter shows. */
export const rows = () => [...document.querySelectorAll('#items [data-item]')].filter((row) => !row.hidden)

export const current = () => document.querySelector('#items a[aria-current]')?.closest('[data-item]') ?? null

/** The id of the next row in `all` after `from` for which `wanted` holds, going round; '' when there is none. */
export function following(all, from, wanted) {
  const at = all.indexOf(from)
  const round = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))]
  return idOf(round.find(wanted))
}

export const nextUndone = () => following(rows(), current(), (row) => 'undone' in row.dataset)

/** Show the row `steps` further down (or up). */
export function move(steps) {
  let row = current()
  const step = steps < 0 ? 'previousElementSibling' : 'nextElementSibling'
  // From row to row: a long list is not read through for every key.
  do row = row ? row[step] : rows()[0]
  while (row && (row.hidden || !row.dataset.item))
  if (row) show(idOf(row))
}

/** Make the row of item `id` the current one and ask for its panel; `soon` when it was pointed at by hand. */
export function show(id, soon = false) {
  const row = document.getElementById(`item-${id}`)
  if (!row) return
  point(id)
  focusRow()
  if (panelled()) open(link(row), soon)
}

export const focusRow = () => (current() ? link(current()) : document.getElementById('main'))?.focus({ preventScroll: true })

/** Bring list and text in step with what the panel shows; an empty panel takes the first row to do. */
export function sync() {
  const shown = document.querySelector('#panel [data-panel]')?.dataset.panel
  const row = shown && document.getElementById(`item-${shown}`)
  if (row) arrived(link(row).getAttribute('href'))
  // Somebody has moved on while the answer was on its way.
  if (pending() && current()) return resume()
  // Another run of the engine may have withdrawn the suggestion that the panel shows.
  const gone = shown && document.getElementById('text') && !row
  if (gone || document.querySelector('#panel [data-invites]')) invite()
  else if (shown) point(shown)
  const next = row && [row.nextElementSibling, document.getElementById(`item-${nextUndone()}`)]
  if (next) ahead([...new Set(next)].filter((one) => one?.dataset.item && one !== row).map(link))
}

function invite() {
  const row = rows().find((one) => 'undone' in one.dataset)
  if (row) show(idOf(row), true)
}

function point(id) {
  const before = document.querySelector('#items a[aria-current]')
  const row = document.getElementById(`item-${id}`)
  if (before && before.parentElement !== row) before.removeAttribute('aria-current')
  if (row) {
    if (row.hidden) row.hidden = false
    link(row).setAttribute('aria-current', 'true')
    row.scrollIntoView({ block: 'nearest' })
  }
  highlight(id)
}

// A highlight paints without touching the text's DOM, so textContent stays the paragraph.
function highlight(id) {
  const marks = [...document.querySelectorAll(`#text mark[data-c~="${short(id)}"]`)]
  const ranges = marks.map((mark) => {
    const range = new Range()
    range.selectNodeContents(mark)
    return range
  })
  globalThis.CSS?.highlights?.set('current', new Highlight(...ranges))
  if (marks.length && !inView(marks[0])) marks[0].scrollIntoView({ block: 'center' })
}

function inView(mark) {
  const column = mark.closest('.copy').getBoundingClientRect()
  const box = mark.getBoundingClientRect()
  return box.top >= Math.max(column.top, 0) + 40 && box.bottom <= Math.min(column.bottom, innerHeight) - 40
}

/** Which of the marks under the pointer to show: innermost first, one further out with each click. */
export function cycle(ids, shown) {
  const inner = [...ids].reverse()
  return inner[(inner.indexOf(shown) + 1) % inner.length]
}

// Marks carry the beginning of the id: the whole one, twice on a page, is a tenth of what is sent.
const short = (id) => id.slice(0, 8)

const marked = (id) => show(idOf(document.querySelector(`#items [data-item^="${id}"]`)), true)

function clicked(event) {
  const mover = event.target.closest('[data-move]')
  if (mover) move(Number(mover.dataset.move))
  const row = event.target.closest('#items a')?.closest('[data-item]')
  // With a modifier it is a link like any other: a new tab.
  if (row && panelled() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault()
    show(idOf(row), true)
  }
  const mark = event.target.closest('#text mark[data-c]')
  if (mark && getSelection().isCollapsed) marked(cycle(mark.dataset.c.split(' '), short(idOf(current()))))
}

export function start() {
  document.addEventListener('click', clicked)
  sync()
}
