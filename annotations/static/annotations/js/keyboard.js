/** One key, one visible button: pressing `a` clicks the button marked data-key="a". */
import { focusRow } from './items.js'
import { pending, resume } from './prefetch.js'

const typing = (element) => element.closest('input, textarea, select, [contenteditable]')
const ALIASES = { '？': '?', '／': '/', ' ': 'Space' }
const NAMED = ['Enter', 'Space']
const PATIENCE = 1500

/** The key that was meant, in the words of data-key; null when it is for somebody else. `mode`: on, alt, off. */
export function meant(event, mode) {
  const alt = mode === 'alt'
  if (mode === 'off' || event.ctrlKey || event.metaKey || Boolean(event.altKey) !== alt) return null
  if (event.isComposing || event.keyCode === 229) return null
  // With Alt some keyboards write other signs (å): the place of the key tells.
  const place = alt && /^(?:Key|Digit)(.)$/.exec(event.code ?? '')
  const key = place ? place[1].toLowerCase() : (ALIASES[event.key] ?? event.key)
  // Caps Lock must not turn one act into an act on the whole list.
  if (/^[a-z]$/i.test(key)) return event.shiftKey ? key.toUpperCase() : key.toLowerCase()
  return key
}

/** Which of several buttons with one key is meant: that of the innermost open scope. */
export function choose(buttons) {
  const depth = (button) => Number(button.closest('[data-scope]')?.dataset.scope ?? 0)
  return buttons.reduce((best, button) => (best && depth(best) >= depth(button) ? best : button), null)
}

function find(key) {
  const root = document.querySelector('dialog:modal') ?? document
  const buttons = [...root.querySelectorAll('[data-key]')].filter((b) => b.dataset.key === key && !b.disabled)
  // What stands in a folded menu may be pressed all the same.
  return choose(buttons.filter((b) => b.dataset.says || (b.closest('details[data-menu]') ?? b).checkVisibility()))
}

// Keys struck while the answer to the last one is on its way are meant for what comes next.
let early = []

function later(key) {
  early.push(key)
  resume()
  setTimeout(() => (early = []), PATIENCE)
  return true
}

function press(key, repeated) {
  const button = find(key)
  // The panel still shows the claim before.
  if (pending() && (!button || button.closest('#panel'))) return repeated || later(key)
  // A key held down would judge one claim after the other.
  if (!button || (repeated && !button.dataset.move)) return false
  if (document.body.dataset.busy && (button.type === 'submit' || button.hasAttribute('hx-post'))) return later(key)
  if (button.dataset.says) document.getElementById('live').textContent = button.dataset.says
  else if (button.matches('nav')) go(key)
  else if (typing(button)) button.select()
  else button.click()
  return true
}

let patience = 0

function go(key) {
  document.body.dataset.going = key
  clearTimeout(patience)
  patience = setTimeout(stay, PATIENCE)
}

const stay = () => delete document.body.dataset.going

function arrive(letter) {
  stay()
  document.querySelector(`[data-goto="${CSS.escape(letter)}"]`)?.click()
}

function escaped(event) {
  const menu = document.querySelector('#wrongs:not([hidden])')
  if (document.body.dataset.going) stay()
  else if (typing(event.target) && !event.target.closest('dialog')) focusRow()
  else if (menu) document.querySelector('[data-toggles="#wrongs"]').click()
}

// Enter (or Space) on a button or link of its own is a click on it; on a row of the list it decides.
const clicks = (key, element) => NAMED.includes(key) && element.closest('button, summary, a') && !element.closest('#items')

function pressed(event) {
  if (event.key === 'Escape') return escaped(event)
  const key = meant(event, document.body.dataset.keys ?? 'on')
  if (key === null || (key.length > 1 && !NAMED.includes(key)) || typing(event.target) || clicks(key, event.target)) return
  if (document.body.dataset.going) arrive(key.toLowerCase())
  else if (!press(key, event.repeat)) return
  event.preventDefault()
}

export function start() {
  document.addEventListener('keydown', pressed)
  document.addEventListener('bench:settled', () => {
    // What is still too early joins the queue again.
    for (const key of early.splice(0)) press(key)
  })
}
