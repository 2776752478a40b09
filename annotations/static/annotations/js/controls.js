/** Small behaviours named by data- attributes: dialogs, menus, forms that send themselves. */
import { focusRow } from './items.js'

const clicks = {
  opens: (button) => document.querySelector(button.dataset.opens)?.showModal(),
  closes: (button) => button.closest('dialog')?.close(),
  toggles: (button) => {
    const part = document.querySelector(button.dataset.toggles)
    part.hidden = !part.hidden
    button.setAttribute('aria-expanded', String(!part.hidden))
  },
  empties: (button) => document.querySelector(button.dataset.empties)?.replaceChildren(),
  // Not navigator.clipboard: that is missing on plain http in the house's own network.
  copies: (button) => {
    document.querySelector(button.dataset.copies).select()
    if (document.execCommand('copy')) button.textContent = button.dataset.done
  },
  focuses: (button) => document.querySelector(button.dataset.focuses)?.focus(),
}

function clicked(event) {
  const tab = event.target.closest('[role="tab"]')
  if (tab) choose(tab)
  walking = false
  for (const [name, act] of Object.entries(clicks)) {
    const button = event.target.closest(`[data-${name}]`)
    if (button) act(button)
  }
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(event.target)) menu.open = false
  }
}

// A tab reached by an arrow keeps the focus; one opened by hand moves it inside.
let walking = false

function choose(tab) {
  for (const one of tab.parentElement.children) {
    one.setAttribute('aria-selected', one === tab)
    one.tabIndex = one === tab ? 0 : -1
  }
}

function walk(event) {
  const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  // In a field the arrows are its own.
  if (!steps || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return
  const tabs = [...document.querySelectorAll('dialog[open] [role="tab"]')]
  const next = tabs.at((tabs.findIndex((tab) => !tab.tabIndex) + steps) % tabs.length)
  if (!next) return
  event.preventDefault()
  next.focus()
  next.click()
  walking = true
}

function drawer() {
  const sheet = document.querySelector('[data-drawer]')
  if (!sheet) return
  // Settled: htmx itself gives the focus to what asks for it before.
  document.addEventListener('htmx:afterSettle', (event) => {
    const { id } = event.detail.target ?? {}
    if (id !== 'drawer-body' && id !== 'drawer-tab') return
    if (!sheet.open) sheet.showModal()
    sheet.querySelector(walking ? '[aria-selected="true"]' : '[autofocus]')?.focus()
  })
  document.addEventListener('drawer:close', () => sheet.close())
  sheet.addEventListener('close', () => {
    sheet.firstElementChild.replaceChildren()
    focusRow()
  })
}

export function start() {
  document.addEventListener('click', clicked)
  document.addEventListener('keydown', walk)
  // What is spelt in Latin letters on its way to Chinese is not looked for.
  document.addEventListener('input', (event) => event.isComposing && 'live' in event.target.dataset && event.stopPropagation(), true)
  document.addEventListener('change', (event) => event.target.closest('form[data-submits]')?.requestSubmit())
  drawer()
}
