/** In the evidence drawer: the words selected in a snapshot become the quote of the link. */
import { bodyOf, rangeOf, selectedSpan } from './spans.js'

function take() {
  const selection = getSelection()
  const body = selection.rangeCount ? bodyOf(selection.anchorNode) : null
  const form = body?.dataset.quotes && document.querySelector(body.dataset.quotes)
  const span = form && selectedSpan(body, selection)
  if (!span) return
  for (const name of ['start', 'end', 'quote']) form.elements[name].value = span[name]
  form.querySelector('[data-chosen]').textContent = span.quote
  form.querySelector('[data-links]').disabled = false
  const range = rangeOf(body, span.start, span.end)
  globalThis.CSS?.highlights?.set('chosen', new Highlight(range))
}

export function start() {
  document.addEventListener('selectionchange', take)
}
