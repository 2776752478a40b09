/** One act on every suggestion that the filtered list shows; above a few it asks first. */
import { rows } from './items.js'
import { phrase } from './phrases.js'

const MANY = 10

/** Ids of the rows of `all` that are suggestions waiting for a decision. */
export const waiting = (all) => all.filter((row) => row.dataset.look === 'suggested').map((row) => row.dataset.item)

function count(batch) {
  const shown = waiting(rows()).length
  for (const place of batch.querySelectorAll('[data-shown]')) place.textContent = shown
  for (const button of batch.querySelectorAll('button')) button.disabled = !shown
}

function confirmed(event) {
  const asks = event.target.dataset.asks
  if (!asks) return
  const shown = waiting(rows()).length
  if (shown > MANY && !window.confirm(phrase(asks, { n: shown }))) event.preventDefault()
}

export function start() {
  const batch = document.querySelector('[data-batch]')
  if (!batch) return
  batch.addEventListener('htmx:confirm', confirmed)
  batch.addEventListener('htmx:configRequest', (event) => {
    event.detail.parameters.ids = waiting(rows())
    batch.open = false
  })
  // The list's filters apply themselves in the frame after a swap; count behind them.
  const recount = () => requestAnimationFrame(() => requestAnimationFrame(() => count(batch)))
  document.addEventListener('htmx:afterSettle', recount)
  document.addEventListener('change', recount)
  document.addEventListener('input', recount)
  recount()
}
