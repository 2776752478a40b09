/** What is typed and not yet saved survives moving on, a conflict and a lost connection (this tab only). */

const keyOf = (form) => `draft:${document.body.dataset.user ?? ''}:${form.dataset.draft}`
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
}

const forget = (key) => sessionStorage.removeItem(key)

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
  if (forgetful) forget(`draft:${document.body.dataset.user ?? ''}:${forgetful.dataset.forgets}`)
  const drop = event.target.closest('[data-draft-drop]')
  if (!drop) return
  forget(keyOf(drop.form))
  drop.form.reset()
  drop.closest('[data-draft-note]').hidden = true
}

export function start() {
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-draft]')
    if (form) save(form)
  })
  document.addEventListener('click', clicked, true)
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.draft && !form.hasAttribute('hx-post')) forget(keyOf(form))
  })
  document.addEventListener('htmx:beforeSwap', (event) => {
    const form = event.detail.requestConfig?.elt
    const ok = event.detail.xhr.status < 300
    if (ok && form?.dataset?.draft) forget(keyOf(form))
  })
  document.addEventListener('htmx:afterSettle', (event) => restoreAll(event.target.closest?.('#panel, #drawer-body') ?? event.target))
  restoreAll(document)
}
