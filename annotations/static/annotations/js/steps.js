/** Steps through the text by word, character or sentence. Places are code points. */
import { graphemesOf, length } from './codepoints.js'
import { wordsOf } from './snapping.js'
import { paragraphAt } from './spans.js'

const SENTENCE_ENDS = /[。！？!?…]+[”’」』》）)]*/g

/** The place after (or before) `at` among `stops`; undefined when there is none. */
export const step = (stops, at, back) => (back ? stops.findLast((stop) => stop < at) : stops.find((stop) => stop > at))

/** Where sentences of `text` begin or end, in code points. */
export function sentencesOf(text) {
  const ends = [...text.matchAll(SENTENCE_ENDS)].map((found) => length(text.slice(0, found.index + found[0].length)))
  return [...new Set([0, ...ends, length(text)])]
}

/** Where a step of each kind may end, in a paragraph. */
export const STOPS = {
  word: (p) => wordsOf(p.textContent, p.dataset.b),
  character: (p) => graphemesOf(p.textContent),
  sentence: (p) => sentencesOf(p.textContent),
}

/** One step of `kind` from code point `at` of `body`, over the ends of paragraphs. */
export function moved(body, at, kind, back) {
  const p = paragraphAt(body, at, back)
  if (!p) return at
  const base = Number(p.dataset.start)
  const next = step(STOPS[kind](p), at - base, back)
  if (next !== undefined) return base + next
  const all = [...body.querySelectorAll('p[data-start]')]
  const following = back ? null : all[all.indexOf(p) + 1]
  return following ? Number(following.dataset.start) + step(STOPS[kind](following), 0, false) : at
}
