/** Beside a selection in the article, on a phone at its foot: a bar of types; a click or a digit tags. */
import { bodyOf, selectedSpan } from './spans.js'

const GAP = 8
const PHONE = '(width <= 40rem)'

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
  const opens = bar.hidden
  bar.hidden = !span
  if (!span) return
  for (const form of [bar, ...document.querySelectorAll('[data-takes-selection]')]) {
    for (const name of ['start', 'end', 'quote']) form.elements[name].value = span[name]
  }
  const boxes = [...selection.getRangeAt(0).getClientRects()]
  const box = boxes.at(selection.direction === 'backward' ? 0 : -1)
  if (!box) return
  if (matchMedia(PHONE).matches) sheet(bar, box, opens)
  else {
    const { left, top } = place(box, bar.getBoundingClientRect(), innerWidth, innerHeight)
    bar.style.left = `${left}px`
    bar.style.top = `${top}px`
  }
}

// The style sheet lays it along the foot; only what it would cover is brought up, and only once, for
// the handles of a touch screen are still being dragged.
function sheet(bar, box, opens) {
  bar.removeAttribute('style')
  const covered = box.bottom + GAP - (innerHeight - bar.offsetHeight)
  if (opens && covered > 0) scrollBy(0, covered)
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
  // A long touch that becomes a selection is cancelled, not lifted.
  for (const name of ['pointerup', 'pointercancel']) {
    document.addEventListener(name, () => {
      pressed = false
      setTimeout(() => update(bar))
    })
  }
  document.addEventListener('selectionchange', () => {
    if (!pressed) update(bar)
  })
  // The browser tells of a change later: a digit right after an arrow key tags what is chosen now.
  document.addEventListener('keydown', () => !pressed && update(bar), true)
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !bar.hidden) getSelection().removeAllRanges()
  })
  bar.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.successful) getSelection().removeAllRanges()
  })
}
