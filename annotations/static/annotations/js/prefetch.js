/** The panel of a row: fetched ahead while nothing else happens, asked for once the keys rest. */

const REST = 80
const FRESH = 20_000
// Who judges quickly must not wait behind a panel that is only fetched in case.
const PAUSE = 250
const kept = new Map()
// Raised by every act: a panel fetched before it may show what is no longer so.
let age = 0
let wanted = null
let loading = null
let timer = 0
let later = 0

const hrefOf = (link) => link.getAttribute('href')
const versionOf = (link) => link.closest('[data-item]').dataset.v

/** Whether a panel kept under `entry` may still be shown for version `v` at time `now`. */
export const fresh = (entry, v, now) => Boolean(entry) && entry.v === v && now - entry.at < FRESH

/** The address of the panel that is asked for and not yet shown, or null. */
export const pending = () => wanted

function want(href) {
  wanted = href
  // Until it is there nobody must act on the one before.
  const panel = document.getElementById('panel')
  if (panel) panel.inert = Boolean(href)
}

/** Show the panel of a row's `link`; at once when it is here or `soon`, else when the keys rest. */
export function open(link, soon = false) {
  want(hrefOf(link))
  clearTimeout(timer)
  timer = setTimeout(resume, soon || fresh(kept.get(wanted), versionOf(link), Date.now()) ? 0 : REST)
}

/** Go after the panel that is asked for; while an act is under way its answer comes first. */
export function resume() {
  // Looked up now: an act may have changed the row meanwhile.
  const link = wanted && document.querySelector(`#items a[href="${wanted}"]`)
  if (!link) want(null)
  if (!link || loading === wanted || document.body.dataset.busy) return
  loading = wanted
  const entry = kept.get(wanted)
  const panel = document.getElementById('panel')
  const spec = { swapStyle: 'innerHTML', swapDelay: 0, settleDelay: 0 }
  if (!fresh(entry, versionOf(link), Date.now())) htmx.ajax('get', wanted, { source: link, target: '#panel', swap: 'innerHTML' })
  else htmx.swap(panel, entry.html, spec, { eventInfo: { target: panel, elt: panel } })
}

/** The panel of `href` is shown, or cannot be: it is not asked for any more. */
export function arrived(href) {
  if (href === loading) loading = null
  if (href === wanted) want(null)
}

/** Fetch the panels behind `links` when neither person nor browser has anything else to do. */
export function ahead(links) {
  if (navigator.connection?.saveData || !navigator.onLine) return
  const idle = globalThis.requestIdleCallback ?? setTimeout
  clearTimeout(later)
  later = setTimeout(() => links.forEach((link) => idle(() => keep(link))), PAUSE)
}

async function keep(link) {
  const [href, then] = [hrefOf(link), age]
  if (!link.isConnected || document.body.dataset.busy || fresh(kept.get(href), versionOf(link), Date.now())) return
  const v = versionOf(link)
  try {
    const answer = await fetch(href, { headers: { 'HX-Request': 'true', 'HX-Target': 'panel' } })
    const html = await answer.text()
    const whole = !answer.ok || answer.redirected || answer.headers.has('HX-Redirect')
    if (then === age && !whole) kept.set(href, { v, html, at: Date.now() })
  } catch {
    // Not reached: the panel is asked for again when it is wanted, and that failure is told.
  }
}

export function start() {
  document.addEventListener('htmx:beforeSend', ({ detail: { xhr, requestConfig } }) => {
    if (requestConfig.verb !== 'get') return
    // A panel that does not come is not waited for.
    xhr.addEventListener('loadend', () => /^[23]/.test(xhr.status) || arrived(requestConfig.path))
  })
  document.addEventListener('bench:acted', () => {
    age += 1
    kept.clear()
    // An act that came to nothing swaps nothing in; what was asked for meanwhile still comes.
    setTimeout(resume, REST)
  })
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { elt, path } = event.detail.requestConfig
    if (!elt.closest('#items [data-item]')) return
    // Somebody has moved on, or acts: an older answer must not take the panel and its buttons. One that may
    // has arrived at once, lest it be asked for again before the page is brought in step with it.
    if (!document.body.dataset.busy && (wanted ?? path) === path) return arrived(path)
    event.detail.shouldSwap = false
    if (path === loading) loading = null
  })
}
