/** 数字检查: the way from a result to the words that it read. */
import { rangeOf } from './spans.js'

function jump(event) {
  const link = event.target.closest('[data-spans]')
  const text = document.getElementById('text')
  if (!link || !text) return
  const spans = link.dataset.spans.split(' ').map((span) => span.split('-').map(Number))
  const ranges = spans.map(([start, end]) => rangeOf(text, start, end)).filter(Boolean)
  if (!ranges.length || !CSS.highlights) return
  event.preventDefault()
  CSS.highlights.set('checked', new Highlight(...ranges))
  ranges[0].startContainer.parentElement.scrollIntoView({ block: 'center' })
}

export const start = () => {
  document.addEventListener('click', jump)
  // The marking is of that moment: the next key or click elsewhere takes it away, and paper never shows it.
  for (const name of ['keydown', 'pointerdown', 'beforeprint']) addEventListener(name, () => CSS.highlights?.delete('checked'))
}
