/** Selections stop where people expect: at words, figures and titles. Places are code points in a paragraph. */
import { length, toPoints, toUnits } from './codepoints.js'

const CLAUSE_ENDS = /[，。；：！？…—,;!?:]/g
const IN_BRACKETS = /《[^《》]*》|（[^（）]*）|\([^()]*\)/g
const QUOTES = [['“', '”'], ['‘', '’'], ['「', '」'], ['『', '』']]

/** The numbers of a code of text/boundaries.py: base 36, where z adds 35 and goes on. */
export function decode(code) {
  const values = []
  let value = 0
  for (const char of code) {
    value += parseInt(char, 36)
    if (char === 'z') continue
    values.push(value)
    value = 0
  }
  return values
}

/** Where words begin or end; before the engine has read the text, as the browser cuts it. */
export function wordsOf(text, code) {
  const segments = code ? [] : [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)]
  const lengths = code ? decode(code) : segments.map(({ segment }) => length(segment))
  const cuts = [0]
  for (const size of lengths) cuts.push(cuts.at(-1) + size)
  return cuts
}

/** Start and end of every claim unit. */
export function unitsOf(code) {
  const values = decode(code)
  const units = []
  for (let at = 0, start = 0; at < values.length; at += 2) {
    start += values[at]
    units.push([start, start + values[at + 1]])
  }
  return units
}

/** The word over the character at `at`. */
export const around = (cuts, at) => [cuts.findLast((cut) => cut <= at), cuts.find((cut) => cut > at) ?? cuts.at(-1)]

/** What a double click takes: the smallest claim unit over the character at `at`, else its word. */
export function unitAt(words, units, at) {
  const over = units.filter(([start, end]) => start <= at && at < end)
  over.sort((a, b) => a[1] - a[0] - (b[1] - b[0]))
  return over[0] ?? around(words, at)
}

/** What a triple click takes: the clause around the character at `at`, without the mark that ends it. */
export function clauseAt(text, at) {
  let place = toUnits(text, at)
  const hidden = [...text.matchAll(IN_BRACKETS)].map((found) => [found.index, found.index + found[0].length])
  const ends = [...text.matchAll(CLAUSE_ENDS)].map((found) => found.index)
    .filter((end) => !/\d/.test(text[end - 1] ?? '') || !/\d/.test(text[end + 1] ?? ''))
    .filter((end) => !hidden.some(([from, to]) => from < end && end < to))
  // On a mark, the clause that it ends.
  while (place && ends.includes(place)) place -= 1
  const start = (ends.findLast((end) => end < place) ?? -1) + 1
  const stop = ends.find((end) => end > place) ?? text.length
  return unquoted(text, start, stop).map((units) => toPoints(text, units))
}

// A quotation that goes on beyond the clause leaves half a pair of marks in it.
function unquoted(text, start, end) {
  for (const [open, close] of QUOTES) {
    const part = text.slice(start, end)
    const more = part.split(open).length - part.split(close).length
    if (more > 0 && part.startsWith(open)) start += 1
    if (more < 0 && part.startsWith(close)) start += 1
    else if (more < 0 && part.endsWith(close)) end -= 1
  }
  return [start, end]
}

/**
 * Where a dragged selection `start`–`end` stops: no word and no figure is left cut in two. Less than one
 * word stays as it is, for it was meant; titles and quotations are no figures.
 */
export function outward(text, words, units, start, end) {
  const figures = units.filter(([from]) => !'《〈“「『〝"'.includes(Array.from(text)[from]))
  const within = (at, side) => figures.find(([from, to]) => from < at && at < to)?.[side]
  const inside = !words.some((cut) => start < cut && cut < end)
  const first = within(start, 0) ?? (inside ? start : words.findLast((cut) => cut <= start))
  const last = within(end, 1) ?? (inside ? end : words.find((cut) => cut >= end))
  return [Math.min(first, start), Math.max(last ?? end, end)]
}
