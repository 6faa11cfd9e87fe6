import type { Realm } from '../realm'
import { select } from '../select'
import { datasetOf, type ElementNode } from '../tree'
import { openCanvas, type Canvas } from './canvas'
import type { Page } from '../page'

// There is no layout here. A canvas gets the size the design gives it; other sizes are refused.
const CANVAS = { width: 343, height: 168 }

interface Wanted {
  selector: string
  isAll: boolean
  fields: Record<string, unknown>
  callback?: (found: unknown) => void
}

const boards = new WeakMap<object, Map<string, Canvas>>()

/** The canvas of an element, the same as long as its page lives. */
function boardOf(page: Page, element: ElementNode): Canvas {
  const known = boards.get(page) ?? new Map<string, Canvas>()
  boards.set(page, known)
  const id = String(element.attributes.id)
  if (!known.has(id)) known.set(id, openCanvas(CANVAS.width, CANVAS.height))
  return known.get(id)!
}

const refuse = (what: string): never => {
  throw new Error(`selectorQuery ${what} is not supported by the local host (no layout)`)
}

function answerOf(
  page: Page,
  element: ElementNode,
  fields: Record<string, unknown>,
): Record<string, unknown> {
  const isCanvas = element.tag === 'canvas'
  const found: Record<string, unknown> = {}
  for (const [name, isWanted] of Object.entries(fields)) {
    if (!isWanted) continue
    if (name === 'id') found.id = element.attributes.id
    else if (name === 'dataset') found.dataset = datasetOf(element)
    else if (name === 'node' && isCanvas) found.node = boardOf(page, element)
    else if (name === 'size' && isCanvas) Object.assign(found, CANVAS)
    else refuse(`${name} of <${element.tag}>`)
  }
  return found
}

function find(page: Page | undefined, { selector, isAll, fields }: Wanted): unknown {
  if (!page) return null
  page.flush()
  const hits = page.tree ? select(page.tree, selector) : []
  const answers = hits.map(element => answerOf(page, element, fields))
  return isAll ? answers : (answers[0] ?? null)
}

/** What can be asked of the elements a selector names; `add` notes the question and gives the query back. */
function questions<Query>(add: (fields: Wanted['fields'], callback?: Wanted['callback']) => Query) {
  const about = (field: string) => (callback?: Wanted['callback']) => add({ [field]: true }, callback)
  return {
    fields: add,
    node: about('node'),
    boundingClientRect: about('rect'),
    scrollOffset: about('scrollOffset'),
    context: about('context'),
  }
}

export function selectorQuery(realm: Realm, current: () => Page | undefined) {
  return function createSelectorQuery() {
    const wanted: Wanted[] = []
    const named = (isAll: boolean) => (selector: string) =>
      questions((fields, callback) => {
        wanted.push({ selector, isAll, fields, callback })
        return query
      })
    const run = (done?: (results: unknown[]) => void) => {
      const results = wanted.map(each => find(current(), each))
      wanted.forEach((each, index) => each.callback?.(results[index]))
      done?.(results)
    }
    const query: object = {
      in: () => query,
      select: named(false),
      selectAll: named(true),
      selectViewport: () => refuse('selectViewport'),
      exec(done?: (results: unknown[]) => void) {
        const free = realm.busy()
        setTimeout(() => {
          free()
          realm.guard(() => run(done))
        }, 0)
        return query
      },
    }
    return query
  }
}
