/** Offsets on the wire count Unicode code points; the browser counts UTF-16 units. */

/** Code points in `text`: 😀 is one, where `text.length` says two. */
export const length = (text) => Array.from(text).length

/** The code-point offset of UTF-16 offset `units`. */
export const toPoints = (text, units) => length(text.slice(0, units))

/** The UTF-16 offset of code-point offset `points`. */
export const toUnits = (text, points) => Array.from(text).slice(0, points).join('').length

/** `text[start:end]` as Python would cut it. */
export const cut = (text, start, end) => Array.from(text).slice(start, end).join('')

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Where characters as people see them begin or end, in code points. */
export function graphemesOf(text) {
  const cuts = [0]
  for (const { segment } of graphemes.segment(text)) cuts.push(cuts.at(-1) + length(segment))
  return cuts
}

/** Widen UTF-16 offsets to whole characters as people see them: 👨‍👩‍👧 is never cut in two. */
export function snap(text, start, end) {
  for (const { index, segment } of graphemes.segment(text)) {
    const after = index + segment.length
    if (index < start && start < after) start = index
    if (index < end && end < after) end = after
    if (index >= end) break
  }
  return [start, end]
}

/** Leave blanks at both ends of a span out of it. */
export function trim(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1
  while (end > start && /\s/.test(text[end - 1])) end -= 1
  return [start, end]
}
