/** Narrowing the list by type and state; what was dismissed shows only when asked for. */
import { current } from './items.js'

/** Whether a row with `data` stays in the list under `wanted` {hues, look}. */
export function shows(data, wanted) {
  if (data.look === 'dismissed' && wanted.look !== 'dismissed') return false
  if (wanted.hues && !data.hues.split(' ').includes(wanted.hues)) return false
  if (wanted.look === 'undone' || wanted.look === 'new') return wanted.look in data
  return !wanted.look || data.look === wanted.look
}

function apply(filters) {
  const wanted = Object.fromEntries([...filters.querySelectorAll('[data-filter]')].map((s) => [s.dataset.filter, s.value]))
  const shown = current()
  for (const row of document.querySelectorAll('#items [data-item]')) row.hidden = row !== shown && !shows(row.dataset, wanted)
}

export function start() {
  const filters = document.querySelector('[data-filters]')
  if (!filters) return
  filters.addEventListener('change', () => apply(filters))
  document.addEventListener('htmx:afterSettle', () => requestAnimationFrame(() => apply(filters)))
  apply(filters)
}
