import type { Definition } from './modules'
import type { Runtime } from './runtime'
import type { Data, Instance, View } from './view'

type Method = (...args: unknown[]) => unknown

/** What WeChat gives every page and component. */
export function baseInstance(runtime: Runtime, view: View): Instance {
  const make = (name: string) => () => (runtime.wx[name] as Method)()
  return {
    data: view.data,
    is: view.id,
    setData: (patch: Data, callback?: () => void) => view.setData(patch, callback),
    createSelectorQuery: make('createSelectorQuery'),
    createIntersectionObserver: make('createIntersectionObserver'),
    selectComponent: () => null,
    selectAllComponents: () => [],
    triggerEvent: () => undefined,
  }
}

export function defaultsOf(properties: Definition['properties'] = {}): Data {
  const valueOf = (property: unknown) =>
    property && typeof property === 'object' && 'value' in property ? property.value : undefined
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valueOf(property)]))
}
