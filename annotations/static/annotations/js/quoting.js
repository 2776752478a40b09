/** In the evidence drawer: the words selected in a snapshot become the quote of the link. */
import { bodyOf, rangeOf, selectedSpan } from './spans.js'

function take() {
  const selection = getSelection()
  const body = selection.rangeCount ? bodyOf(selection.anchorNode) : null
  const form = body?.dataset.quotes && document.querySelector(body.dataset.quotes)
  const span = form && selectedSpan(body, selection)
  if (!span) return
  for (const name of ['start', 'end', 'quote']) form.elements[name].value = span[name]
  show(body, form)
}

function show(body, form) {
  const [start, end, quote] = ['start', 'end', 'quote'].map((name) => form.elements[name].value)
  form.querySelector('[data-chosen]').textContent = quote
  form.querySelector('[data-links]').disabled = false
  const range = rangeOf(body, Number(start), Number(end))
  globalThis.CSS?.highlights?.set('chosen', new Highlight(range))
  form.querySelector('#compared').dispatchEvent(new CustomEvent('quoted'))
  return range
}

/** Words chosen already are shown in the text; a page that the server knows stands in its field. */
function settled({ target }) {
  const body = target.querySelector?.('[data-quotes]')
  const form = document.querySelector('#link-form')
  if (body && form.elements.end.value) show(body, form).startContainer.parentElement.scrollIntoView({ block: 'center' })
  const known = target.querySelector?.('[data-page]')?.dataset.page
  const page = known && form.elements.page
  if (page && page.value === (page.dataset.known ?? '')) page.value = page.dataset.known = known
}

export function start() {
  document.addEventListener('selectionchange', take)
  document.addEventListener('htmx:afterSettle', settled)
}
