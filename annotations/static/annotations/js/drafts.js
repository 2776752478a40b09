/** What is typed and not yet saved survives moving on, a conflict and a lost connection (this tab only). */
import { phrase } from './phrases.js'

const own = () => `draft:${document.body.dataset.user ?? ''}:`
const keyOf = (form) => own() + form.dataset.draft
const all = () => Object.keys(sessionStorage).filter((key) => key.startsWith(own()))
// draft:person:claim-<id>: of which item it is the draft.
const itemOf = (key) => key.slice(-36)
const fields = (form) => [...form.elements].filter((f) => f.name && f.type !== 'hidden' && f.type !== 'submit' && f.type !== 'button')
const changed = (field) => {
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
  if (field.tagName === 'SELECT') return [...field.options].some((o) => o.selected !== o.defaultSelected)
  return field.value !== field.defaultValue
}
const stateOf = (field) => ({ name: field.name, value: field.value, checked: field.checked })

function save(form) {
  const kept = fields(form).filter(changed).map(stateOf)
  if (kept.length) sessionStorage.setItem(keyOf(form), JSON.stringify(kept))
  else forget(keyOf(form))
  tell()
}

const forget = (key) => sessionStorage.removeItem(key)

/** A dot on the rows and on the panel of what is not saved yet. */
function tell() {
  const open = new Set(all().map(itemOf))
  for (const row of document.querySelectorAll('#items [data-unsaved]')) if (!open.has(row.dataset.item)) mark(row, false)
  for (const id of open) mark(document.getElementById(`item-${id}`), true)
  const sign = document.querySelector('[data-unsaved-sign]')
  if (sign) sign.hidden = !open.has(sign.closest('[data-panel]').dataset.panel)
}

function mark(row, unsaved) {
  if (!row || unsaved === 'unsaved' in row.dataset) return
  row.toggleAttribute('data-unsaved', unsaved)
  row.title = unsaved ? phrase('unsaved') : ''
}

// Drafts live as long as the tab: closing it would lose them, a link within it does not.
let leaving = false

function beforeLeaving(event) {
  if (!leaving && all().length) event.preventDefault()
  leaving = false
}

function restore(form) {
  const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? '[]')
  for (const { name, value, checked } of kept) {
    const box = checked !== undefined
    const field = fields(form).find((f) => f.name === name && (!(f.type === 'checkbox' || f.type === 'radio') || f.value === value))
    if (!field) continue
    if (box && (field.type === 'checkbox' || field.type === 'radio')) field.checked = checked
    else field.value = value
    const folded = field.closest('details')
    if (folded) folded.open = true
  }
  const note = form.querySelector('[data-draft-note]')
  if (note) note.hidden = !kept.length
}

const restoreAll = (root) => root.querySelectorAll('form[data-draft]').forEach(restore)

function clicked(event) {
  const forgetful = event.target.closest('[data-forgets]')
  if (forgetful) forget(own() + forgetful.dataset.forgets)
  leaving = Boolean(event.target.closest('a[href]'))
  const drop = event.target.closest('[data-draft-drop]')
  if (!drop) return
  forget(keyOf(drop.form))
  drop.form.reset()
  drop.closest('[data-draft-note]').hidden = true
  tell()
}

export function start() {
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-draft]')
    if (form) save(form)
  })
  document.addEventListener('click', clicked, true)
  document.addEventListener('submit', (event) => {
    const form = event.target
    leaving = true
    if (form.dataset.draft && !form.hasAttribute('hx-post')) forget(keyOf(form))
  })
  document.addEventListener('htmx:beforeSwap', (event) => {
    const form = event.detail.requestConfig?.elt
    const ok = event.detail.xhr.status < 300
    if (ok && form?.dataset?.draft) forget(keyOf(form))
  })
  document.addEventListener('htmx:afterSettle', (event) => restoreAll(event.target.closest?.('#panel, #drawer-body') ?? event.target))
  document.addEventListener('bench:settled', tell)
  addEventListener('beforeunload', beforeLeaving)
  restoreAll(document)
  tell()
}
