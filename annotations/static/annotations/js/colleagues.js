/** Where colleagues are: on their row, in the panel, on the words, and beside the title. */
import { rowOf } from './news.js'
import { phrase } from './phrases.js'

let people = []

/** The id of the item whose panel is open. */
export const shownItem = () => document.querySelector('#panel [data-panel]')?.dataset.panel ?? ''

/** Take over who is here from a beat. */
export function meet(news) {
  people = [...news.querySelectorAll('[data-person]')].map(({ dataset }) => ({ name: dataset.person, at: dataset.at }))
  mark()
}

/** Show them anew, after rows or panel were replaced. */
export function mark() {
  for (const old of document.querySelectorAll('.here')) old.remove()
  const ranges = []
  for (const { name, at } of people) {
    const row = at && rowOf(at)
    row?.querySelector('.quote').after(badge(name.slice(0, 1), name))
    if (at && at === shownItem()) document.querySelector('#panel .panel-head')?.append(badge(phrase('checking', { name }), name))
    for (const one of at ? document.querySelectorAll(`#text mark[data-c~="${CSS.escape(at.slice(0, 8))}"]`) : []) {
      const range = new Range()
      range.selectNodeContents(one)
      ranges.push(range)
    }
  }
  globalThis.CSS?.highlights?.set('colleague', new Highlight(...ranges))
  const line = document.getElementById('people')
  if (line) line.textContent = people.length ? phrase('people', { names: people.map(({ name }) => name).join('、') }) : ''
}

function badge(words, name) {
  const sign = document.createElement('span')
  Object.assign(sign, { className: 'here', textContent: words, title: phrase('checking', { name }) })
  sign.dataset.content = ''
  return sign
}
