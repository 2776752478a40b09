/** What could not be sent waits here in its order and is sent again with the same key: it counts once. */
import { phrase } from './phrases.js'

const FIRST = 3000
const SLOWEST = 30_000
const waiting = []
let sending = false
let pause = FIRST
let timer = 0

/** A key nobody else has; `randomUUID` is missing where the page came by plain http. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Whether `act` is already among `all`: pressing again while the line is down is the same wish. */
export const known = (all, act) => all.some((one) => one.path === act.path && one.body === act.body)

const bodyOf = (values) => new URLSearchParams([...values].filter(([, value]) => typeof value === 'string')).toString()

function failed({ detail }) {
  const { verb, path, parameters, headers, target } = detail.requestConfig
  if (verb === 'get' || sending) return
  const values = new FormData()
  for (const [name, value] of detail.requestConfig.formData ?? Object.entries(parameters)) values.append(name, value)
  const act = { verb, path, values, body: bodyOf(values), key: headers['Idempotency-Key'], target }
  if (!known(waiting, act)) waiting.push(act)
  tell()
  retry()
}

function retry() {
  clearTimeout(timer)
  timer = setTimeout(flush, pause)
  pause = Math.min(pause * 2, SLOWEST)
}

async function flush() {
  if (sending || !waiting.length) return
  sending = true
  try {
    while (waiting.length) {
      const { verb, path, values, key, target } = waiting[0]
      if (!(await reached())) break
      await htmx.ajax(verb, path, { values: entries(values), headers: { 'Idempotency-Key': key }, target: target.isConnected ? target : '#panel', swap: 'innerHTML' })
      waiting.shift()
      pause = FIRST
    }
  } catch {
    // Lost again on the way: the same act stays first in the line.
  }
  sending = false
  tell()
  if (waiting.length) retry()
}

const reached = () => fetch('/healthz', { cache: 'no-store' }).then((answer) => answer.ok, () => false)

/** {name: value or [values]} as htmx takes it. */
function entries(values) {
  const all = {}
  for (const name of new Set(values.keys())) {
    const held = values.getAll(name)
    all[name] = held.length > 1 ? held : held[0]
  }
  return all
}

function tell() {
  const banner = document.getElementById('offline')
  if (!banner) return
  const [lost, n] = [!navigator.onLine || waiting.length > 0, waiting.length]
  banner.hidden = !lost
  if (lost) banner.textContent = phrase(n ? 'waiting' : 'offline', { n })
}

export function start() {
  document.addEventListener('htmx:configRequest', ({ detail }) => {
    if (detail.verb !== 'get') detail.headers['Idempotency-Key'] ??= newKey()
  })
  document.addEventListener('htmx:sendError', failed)
  addEventListener('offline', tell)
  addEventListener('online', () => {
    tell()
    pause = FIRST
    flush()
  })
  addEventListener('beforeunload', (event) => {
    if (waiting.length) event.preventDefault()
  })
}
