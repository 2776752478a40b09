/** The list of claims and suggestions: which row is current, which comes next, and its marks. */

const link = (row) => row.querySelector('a')
const idOf = (row) => row?.dataset.item ?? ''

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
  const all = rows()
  const at = all.indexOf(current())
  const row = all[Math.min(Math.max(at + steps, 0), all.length - 1)]
  if (row) show(idOf(row))
}

export function show(id) {
  const row = document.getElementById(`item-${id}`)
  if (!row) return
  row.hidden = false
  point(id)
  focusRow()
  link(row).click()
}

export const focusRow = () => (current() ? link(current()) : document.getElementById('main'))?.focus({ preventScroll: true })

/** Bring list and text in step with what the panel shows; an empty panel takes the first row to do. */
export function sync() {
  const shown = document.querySelector('#panel [data-panel]')?.dataset.panel
  // Another run of the engine may have withdrawn the suggestion that the panel shows.
  const gone = shown && document.getElementById('text') && !document.getElementById(`item-${shown}`)
  if (gone || document.querySelector('#panel [data-invites]')) invite()
  else if (shown) point(shown)
}

function invite() {
  const row = rows().find((one) => 'undone' in one.dataset)
  if (row) link(row).click()
}

function point(id) {
  for (const other of document.querySelectorAll('#items a[aria-current]')) other.removeAttribute('aria-current')
  const row = document.getElementById(`item-${id}`)
  if (row) {
    link(row).setAttribute('aria-current', 'true')
    row.scrollIntoView({ block: 'nearest' })
  }
  highlight(id)
}

// A highlight paints without touching the text's DOM, so textContent stays the paragraph.
function highlight(id) {
  const marks = [...document.querySelectorAll(`#text mark[data-c~="${id}"]`)]
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

export function start() {
  document.addEventListener('click', (event) => {
    const mover = event.target.closest('[data-move]')
    if (mover) move(Number(mover.dataset.move))
    const mark = event.target.closest('#text mark[data-c]')
    if (mark && getSelection().isCollapsed) show(cycle(mark.dataset.c.split(' '), idOf(current())))
  })
  sync()
}
