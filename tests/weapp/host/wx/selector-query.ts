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

export function selectorQuery(realm: Realm, current: () => Page | undefined) {
  const find = ({ selector, isAll, fields }: Wanted): unknown => {
    const page = current()
    if (!page) return null
    page.flush()
    const hits = page.tree ? select(page.tree, selector) : []
    const answers = hits.map(element => answerOf(page, element, fields))
    return isAll ? answers : (answers[0] ?? null)
  }
  return function createSelectorQuery() {
    const wanted: Wanted[] = []
    const query = {
      in: () => query,
      select: (selector: string) => found(selector, false),
      selectAll: (selector: string) => found(selector, true),
      selectViewport: () => refuse('selectViewport'),
      exec(done?: (results: unknown[]) => void) {
        const free = realm.busy()
        setTimeout(() => {
          free()
          realm.guard(() => {
            const results = wanted.map(find)
            wanted.forEach((each, index) => each.callback?.(results[index]))
            done?.(results)
          })
        }, 0)
        return query
      },
    }
    const found = (selector: string, isAll: boolean) => {
      const want = (fields: Record<string, unknown>) => (callback?: Wanted['callback']) => {
        wanted.push({ selector, isAll, fields, callback })
        return query
      }
      return {
        fields: (fields: Record<string, unknown>, callback?: Wanted['callback']) => want(fields)(callback),
        node: want({ node: true }),
        boundingClientRect: want({ rect: true }),
        scrollOffset: want({ scrollOffset: true }),
        context: want({ context: true }),
      }
    }
    return query
  }
}
