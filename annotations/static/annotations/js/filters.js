/** Narrowing and ordering the list; kept for each article while the tab is open. */
import { current, focusRow } from './items.js'
import { phrase } from './phrases.js'

/** Whether a row with `data` and the words `quote` stays in the list under `wanted` {hues, look, text, me}. */
export function shows(data, wanted, quote = '') {
  if (data.look === 'dismissed' && wanted.look !== 'dismissed') return false
  if (wanted.hues && !data.hues.split(' ').includes(wanted.hues)) return false
  if (wanted.text && !quote.toLowerCase().includes(wanted.text.toLowerCase())) return false
  if (wanted.look === 'mine') return Boolean(data.who) && data.who === wanted.me
  if (['undone', 'new', 'returned', 'must'].includes(wanted.look)) return wanted.look in data
  return !wanted.look || data.look === wanted.look
}

const orders = {
  place: () => 0,
  priority: (a, b) => a.p.localeCompare(b.p),
  score: (a, b) => b.s - a.s,
}

/** Which of two rows' data comes first under `order`; equals keep their place in the text. */
export const compare = (order) => (a, b) => (orders[order] ?? orders.place)(a, b) || a.start - b.start || b.end - a.end

let bar = null
let list = null
let watching = null
// Left in the list although the filter would hide it: it is what the panel shows.
let guest = null

const controls = () => [...bar.querySelectorAll('[data-filter]')]
const wishes = () => ({
  me: document.body.dataset.user,
  ...Object.fromEntries(controls().map((control) => [control.dataset.filter, control.value.trim()])),
})
const key = () => `list:${document.body.dataset.user ?? ''}:${location.pathname}`
const words = (row, wanted) => (wanted.text ? row.querySelector('.quote').textContent : '')

function apply() {
  const wanted = wishes()
  const all = [...list.querySelectorAll('[data-item]')]
  arrange(all, wanted.order)
  const shown = current()
  let [seen, size] = [0, 0]
  guest = null
  for (const row of all) {
    const fits = shows(row.dataset, wanted, words(row, wanted))
    if (row === shown && !fits) guest = row
    const hidden = !fits && row !== shown
    if (row.hidden !== hidden) row.hidden = hidden
    seen += fits
    size += row.dataset.look !== 'dismissed'
  }
  tell(seen, Math.max(size, seen))
}

function arrange(all, order) {
  const before = compare(order)
  const sorted = [...all].sort((a, b) => before(a.dataset, b.dataset))
  if (sorted.some((row, at) => row !== all[at])) {
    const held = list.contains(document.activeElement)
    list.append(...sorted)
    if (held) focusRow()
  }
  watching.takeRecords()
}

function tell(seen, size) {
  const count = bar.querySelector('[data-count]')
  count.textContent = seen < size ? phrase('shown', { n: seen, all: size }) : phrase('all', { all: size })
  document.querySelector('[data-no-match]').hidden = seen > 0 || !size
  const changed = controls().some((control) => control.value !== (control.querySelector('option')?.value ?? ''))
  bar.querySelector('[data-reset]').hidden = !changed
}

function changed() {
  const values = controls().map((control) => [control.dataset.filter, control.value])
  sessionStorage.setItem(key(), JSON.stringify(Object.fromEntries(values)))
  apply()
}

function recall() {
  const kept = JSON.parse(sessionStorage.getItem(key()) ?? '{}')
  for (const control of controls()) {
    const value = kept[control.dataset.filter] ?? ''
    if (value) control.value = value
  }
}

function reset() {
  for (const control of controls()) control.value = control.querySelector('option')?.value ?? ''
  changed()
  focusRow()
}

function leave() {
  if (guest && guest !== current() && guest.isConnected) {
    guest.hidden = !shows(guest.dataset, wishes(), words(guest, wishes()))
    guest = null
  }
}

export function start() {
  bar = document.querySelector('[data-filters]')
  list = document.getElementById('items')
  if (!bar) return
  // Only when rows come, go or change; not with every panel.
  watching = new MutationObserver(apply)
  watching.observe(list, { childList: true })
  recall()
  for (const name of ['input', 'search']) bar.addEventListener(name, changed)
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-reset]')) reset()
  })
  document.addEventListener('bench:settled', leave)
  apply()
}
