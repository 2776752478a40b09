/** Beside a selection in the article: a bar of types; a click or a digit tags the words. */
import { bodyOf, selectedSpan } from './spans.js'

const GAP = 8

/** Where a bar of `size` goes below `box`, kept inside a window `width` × `height`. */
export function place(box, size, width, height) {
  const left = Math.min(Math.max(box.left, GAP), width - size.width - GAP)
  const below = box.bottom + GAP
  const top = below + size.height > height ? box.top - size.height - GAP : below
  return { left: Math.max(left, GAP), top: Math.max(top, GAP) }
}

function update(bar) {
  const selection = getSelection()
  const body = selection.rangeCount ? bodyOf(selection.anchorNode) : null
  const span = body?.id === 'text' ? selectedSpan(body, selection) : null
  bar.hidden = !span
  if (!span) return
  for (const name of ['start', 'end', 'quote']) bar.elements[name].value = span[name]
  const boxes = selection.getRangeAt(0).getClientRects()
  const box = boxes[boxes.length - 1]
  const { left, top } = place(box, bar.getBoundingClientRect(), innerWidth, innerHeight)
  bar.style.left = `${left}px`
  bar.style.top = `${top}px`
}

export function start() {
  const bar = document.querySelector('[data-typebar]')
  if (!bar) return
  let pressed = false
  document.addEventListener('pointerdown', (event) => {
    pressed = !bar.contains(event.target)
    // Keep the selection while the bar is clicked.
    if (!pressed) event.preventDefault()
  })
  bar.addEventListener('mousedown', (event) => event.preventDefault())
  document.addEventListener('pointerup', () => {
    pressed = false
    setTimeout(() => update(bar))
  })
  document.addEventListener('selectionchange', () => {
    if (!pressed) update(bar)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !bar.hidden) getSelection().removeAllRanges()
  })
  bar.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.successful) getSelection().removeAllRanges()
  })
}
