/** From a place named in the panel to where it stands in the text. */
import { bodyOf, rangeOf } from './spans.js'

function go(event) {
  const link = event.target.closest?.('a[data-place]')
  const line = link && document.querySelector(link.getAttribute('href'))
  const range = line && rangeOf(bodyOf(line), ...link.dataset.place.split('-').map(Number))
  if (!range) return
  event.preventDefault()
  range.startContainer.parentElement.scrollIntoView({ block: 'center' })
  // Painted like a selection of evidence: the text's DOM stays as it is.
  globalThis.CSS?.highlights?.set('chosen', new Highlight(range))
}

export function start() {
  document.addEventListener('click', go)
}
