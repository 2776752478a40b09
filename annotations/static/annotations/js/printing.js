/** On paper stands the text with its numbers and the whole list: no highlight, nothing left out by a filter. */

export function start() {
  let painted = []
  let hidden = []
  addEventListener('beforeprint', () => {
    painted = [...(globalThis.CSS?.highlights ?? [])]
    globalThis.CSS?.highlights?.clear()
    hidden = [...document.querySelectorAll('#items [hidden]')]
    for (const row of hidden) row.hidden = false
  })
  addEventListener('afterprint', () => {
    for (const [name, ranges] of painted) globalThis.CSS.highlights.set(name, ranges)
    for (const row of hidden) row.hidden = true
  })
}
