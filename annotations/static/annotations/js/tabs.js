/** Tabs: ← and → go from one to the next and keep the focus on it; opening one by hand moves into it. */
const WAYS = { ArrowLeft: -1, ArrowRight: 1 }
const all = (list) => [...list.querySelectorAll('[role="tab"]')]

/** Whether the tab now coming was reached by an arrow, so that the next arrow finds the focus there. */
export let walking = false

function choose(tab) {
  for (const one of all(tab.parentElement)) {
    one.setAttribute('aria-selected', String(one === tab))
    one.tabIndex = one === tab ? 0 : -1
  }
  document.getElementById(tab.getAttribute('aria-controls')).setAttribute('aria-labelledby', tab.id)
}

/** The tab `steps` further on, going round. */
export function beside(tabs, selected, steps) {
  return tabs[(tabs.indexOf(selected) + steps + tabs.length) % tabs.length]
}

function pressed(event) {
  const steps = WAYS[event.key]
  if (!steps || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
  // In a form the arrows belong to its fields.
  const list = !event.target.closest('form, input') && event.target.closest('dialog')?.querySelector('[data-tabs]')
  if (!list) return
  const next = beside(all(list), list.querySelector('[aria-selected="true"]'), steps)
  event.preventDefault()
  next.focus()
  next.click()
  walking = true
}

export function start() {
  document.addEventListener('keydown', pressed)
  document.addEventListener('click', (event) => {
    const tab = event.target.closest('[role="tab"]')
    if (!tab) return
    walking = false
    choose(tab)
  })
}
