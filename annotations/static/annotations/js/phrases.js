/** Sentences that scripts say; the page brings them in the reader's language (templates/ui/_phrases.html). */

/** The phrase `name` with its {params} filled in; a name the page does not bring is a mistake of ours. */
export function phrase(name, params = {}) {
  const words = document.getElementById('phrases')?.content.querySelector(`[data-phrase="${name}"]`)
  if (!words) throw new Error(`no phrase ${name}`)
  return words.textContent.replace(/\{(\w+)\}/g, (_, key) => params[key])
}
