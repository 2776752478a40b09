/** One key, one visible button: pressing `a` clicks the button marked data-key="a". */
import { focusRow } from './items.js'

const typing = (element) => element.closest('input, textarea, select, [contenteditable]')
const ALIASES = { '？': '?', '／': '/' }

/** Which of several buttons with one key is meant: that of the innermost open scope. */
export function choose(buttons) {
  const depth = (button) => Number(button.closest('[data-scope]')?.dataset.scope ?? 0)
  return buttons.reduce((best, button) => (best && depth(best) >= depth(button) ? best : button), null)
}

function find(key) {
  const root = document.querySelector('dialog:modal') ?? document
  const buttons = [...root.querySelectorAll('[data-key]')]
  return choose(buttons.filter((b) => b.dataset.key === key && !b.disabled && b.checkVisibility()))
}

// A key struck while the answer to the last one is on its way is meant for what comes next.
let early = null

function press(key) {
  const button = find(key)
  if (!button) return false
  if (document.body.dataset.busy && button.type === 'submit') early = key
  else button.click()
  return true
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return
  if (typing(event.target)) {
    if (event.key === 'Escape' && !event.target.closest('dialog')) focusRow()
    return
  }
  const key = ALIASES[event.key] ?? event.key
  const search = key === '/' && document.querySelector('input[type="search"]')
  // A key held down would judge one claim after the other.
  const held = event.repeat && !['j', 'k'].includes(key)
  if (search) search.focus()
  else if (held || !press(key)) return
  event.preventDefault()
}

export function start() {
  document.addEventListener('keydown', pressed)
  document.addEventListener('bench:settled', () => {
    const key = early
    early = null
    if (key && !document.body.dataset.busy) press(key)
  })
}
