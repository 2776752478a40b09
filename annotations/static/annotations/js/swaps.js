/** Around htmx: what comes next, focus and selection that survive a swap, and failures that are told. */
import { current, focusRow, nextUndone, sync } from './items.js'
import { phrase } from './phrases.js'
import { bodyOf, rangeOf, selectedSpan } from './spans.js'

let kept = null
let waiting = false
// The row that was current when the last request went out; its own swap takes the mark away.
let asked = null

// A late offer beside the claim tells nothing of what the panel shows.
const late = (event) => event.target.closest?.('[data-late], .offer')

function keepSelection(event) {
  // The words just tagged need not stay selected.
  if (late(event) || event.detail.requestConfig.elt.matches('[data-typebar]')) return
  const selection = getSelection()
  const body = selection.rangeCount ? bodyOf(selection.anchorNode) : null
  kept = body ? { body, span: selectedSpan(body, selection) } : kept
}

function restoreSelection() {
  const span = kept?.span
  const body = kept?.body
  kept = null
  if (!span || !body.isConnected || !getSelection().isCollapsed) return
  const range = rangeOf(body, span.start, span.end)
  if (range) getSelection().addRange(range)
}

/** Put the focus back when a swap took its element away: where words are wanted, else to the row. */
function restoreFocus(before) {
  const lost = [null, document.body, document.getElementById('main')].includes(document.activeElement)
  if (!lost || document.querySelector('dialog:modal')) return
  const wanted = current()?.dataset.item === before && document.querySelector('#panel [data-wants] :is(textarea, select)')
  if (wanted) wanted.focus()
  else focusRow()
}

function settled(event) {
  if (waiting || late(event)) return
  waiting = true
  const before = asked
  requestAnimationFrame(() => {
    waiting = false
    sync()
    restoreSelection()
    restoreFocus(before)
    document.dispatchEvent(new Event('bench:settled'))
  })
}

function tell(sentence) {
  const notice = document.getElementById('notice')
  const line = document.createElement('p')
  line.textContent = sentence
  const close = document.createElement('button')
  Object.assign(close, { type: 'button', className: 'quiet', textContent: phrase('close') })
  close.dataset.empties = '#notice'
  notice.replaceChildren(line, close)
}

// A whole page as the answer (an expired security check, an error) must not take the panel's place.
function refuseWholePage(event) {
  const { xhr } = event.detail
  if (xhr.status < 400 || !/^\s*<!doctype/i.test(xhr.responseText)) return
  event.detail.shouldSwap = false
  if (xhr.status < 404) tell(phrase('expired'))
}

// By their requests: an event of a button that has left the page reaches nobody.
let acts = 0

function begun({ detail: { xhr, requestConfig } }) {
  asked = current()?.dataset.item
  if (requestConfig.verb === 'get') return
  acts += 1
  document.body.dataset.busy = 'yes'
  document.getElementById('notice').replaceChildren()
  xhr.addEventListener('loadend', ended)
}

function ended() {
  acts -= 1
  if (acts) return
  delete document.body.dataset.busy
  // After the answer has been swapped in.
  if (postponed) setTimeout(postponed, 30)
  postponed = null
  document.dispatchEvent(new Event('bench:acted'))
}

// A panel asked for during an act would show the claim as it was before: it waits.
let postponed = null

function afterTheAct(event) {
  const { verb, target, question } = event.detail
  if (!document.body.dataset.busy || verb !== 'get' || target?.id !== 'panel' || question) return
  event.preventDefault()
  postponed = event.detail.issueRequest
}

export function start() {
  document.addEventListener('htmx:confirm', afterTheAct)
  document.addEventListener('htmx:configRequest', (event) => {
    if (event.target.closest('[data-advance]')) event.detail.parameters.next = nextUndone()
  })
  document.addEventListener('htmx:beforeSend', begun)
  document.addEventListener('htmx:beforeSwap', keepSelection)
  document.addEventListener('htmx:beforeSwap', refuseWholePage)
  // A form that htmx has not taken up yet must not leave the page.
  document.addEventListener('submit', (event) => {
    if (event.target.hasAttribute('hx-post')) event.preventDefault()
  })
  document.addEventListener('htmx:afterSettle', settled)
  document.addEventListener('htmx:oobAfterSwap', settled)
  // A write that was not sent waits in offline.js; only a panel that did not come is told here.
  document.addEventListener('htmx:sendError', ({ detail }) => {
    if (detail.requestConfig.verb === 'get') tell(phrase('unreachable'))
  })
  document.addEventListener('htmx:responseError', (event) => {
    const gone = event.detail.xhr.status === 404
    tell(phrase(gone ? 'gone' : 'broken'))
  })
}
