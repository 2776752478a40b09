/** 未覆盖: the way to the next sentence that nobody has taken up. */
import { show } from './items.js'
import { phrase } from './phrases.js'
import { choose, rangeOf } from './spans.js'

/** The place after `last` among the `starts`, going round; -1 when there is none. */
export const after = (starts, last) => {
  const at = starts.findIndex((start) => start > last)
  return at < 0 && starts.length ? 0 : at
}

let last = -1

function next() {
  const text = document.getElementById('text')
  const spans = [...text.querySelectorAll('[data-untaken]')].map((mark) => mark.dataset.untaken.split('-').map(Number))
  const at = after(spans.map(([start]) => start), last)
  if (at < 0) return
  const [start, end] = spans[at]
  last = start
  document.getElementById('live').textContent = phrase('uncovered', { at: at + 1, all: spans.length })
  const row = suggestedIn(start, end)
  if (row) show(row.dataset.item)
  else select(text, start, end)
}

const suggestedIn = (start, end) =>
  [...document.querySelectorAll('#items [data-look="suggested"]')].find((row) => {
    const at = Number(row.dataset.start)
    return start <= at && at < end
  })

// Selected, so that the bar of types comes up and a digit tags the sentence; what is too much is easily left out.
function select(text, start, end) {
  const range = rangeOf(text, start, end)
  if (!range) return
  range.startContainer.parentElement.scrollIntoView({ block: 'center' })
  choose(text, start, end)
}

export function start() {
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-untaken-next]')) next()
  })
}
