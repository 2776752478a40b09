/** From a place named in the panel or the address to where it stands in the text. */
import { bodyOf, rangeOf } from './spans.js'

function show(body, place) {
  const range = body && rangeOf(body, ...place.split('-').map(Number))
  if (!range) return false
  range.startContainer.parentElement.scrollIntoView({ block: 'center' })
  // Painted like a selection of evidence: the text's DOM stays as it is.
  globalThis.CSS?.highlights?.set('chosen', new Highlight(range))
  return true
}

function go(event) {
  const link = event.target.closest?.('a[data-place]')
  const line = link && document.querySelector(link.getAttribute('href'))
  if (line && show(bodyOf(line), link.dataset.place)) event.preventDefault()
}

export function start() {
  document.addEventListener('click', go)
  const place = new URLSearchParams(location.search).get('find')
  if (place) show(document.querySelector('[data-text]'), place)
}
