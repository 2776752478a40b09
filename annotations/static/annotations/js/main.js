/** Starts every behaviour; each finds its own elements and does nothing where there are none. */
import * as batch from './batch.js'
import * as controls from './controls.js'
import * as drafts from './drafts.js'
import * as filters from './filters.js'
import * as items from './items.js'
import * as keyboard from './keyboard.js'
import * as quoting from './quoting.js'
import * as swaps from './swaps.js'
import * as typebar from './typebar.js'
import * as untaken from './untaken.js'

for (const behaviour of [items, filters, drafts, controls, keyboard, swaps, typebar, quoting, untaken, batch]) behaviour.start()
