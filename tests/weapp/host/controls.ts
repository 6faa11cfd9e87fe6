import { dispatch } from './events'
import { closest, descendants, identityOf, isTrue, type ElementNode } from './tree'
import type { NativeValue } from './view'

// Controls hold a value of their own until the data give another one.

const WITH_VALUE = new Set(['input', 'textarea', 'slider', 'picker', 'radio-group', 'checkbox-group'])
const WITH_CHECK = new Set(['switch', 'radio', 'checkbox'])

const givenValue = ({ tag, attributes }: ElementNode): unknown =>
  WITH_CHECK.has(tag) ? isTrue(attributes.checked) : attributes.value

/** Called when an element is drawn: a changed value from the data wins over what the person did. */
export function keepControl(native: Map<string, NativeValue>, element: ElementNode): void {
  if (!WITH_VALUE.has(element.tag) && !WITH_CHECK.has(element.tag)) return
  const given = givenValue(element)
  const known = native.get(identityOf(element))
  if (!known || known.given !== given) native.set(identityOf(element), { given, current: given })
}

export const valueOf = (element: ElementNode): unknown =>
  element.view.root.native.get(identityOf(element))?.current ?? ''

function setValue(element: ElementNode, current: unknown): void {
  const native = element.view.root.native
  native.set(identityOf(element), { given: native.get(identityOf(element))?.given, current })
}

const isDisabled = (element: ElementNode | undefined): boolean => isTrue(element?.attributes.disabled)
const within = (element: ElementNode, tag: string) => descendants(element).filter(each => each.tag === tag)

/** A person types: focus, the text, blur. */
export function type(element: ElementNode, typed: string): void {
  if (isDisabled(element)) throw new Error(`the ${element.tag} is disabled`)
  const limit = Number(element.attributes.maxlength ?? 140)
  const value = limit >= 0 ? typed.slice(0, limit) : typed
  dispatch(element, 'focus', { detail: { value: valueOf(element), height: 0 } })
  setValue(element, value)
  dispatch(element, 'input', { detail: { value, cursor: value.length, keyCode: 0 } })
  dispatch(element, 'blur', { detail: { value, cursor: value.length } })
}

export function toggle(element: ElementNode): void {
  if (isDisabled(element)) return
  setValue(element, !valueOf(element))
  dispatch(element, 'change', { detail: { value: valueOf(element) } })
}

function choose(radio: ElementNode): void {
  const group = closest(radio, 'radio-group')
  if (!group || isDisabled(radio)) return
  for (const each of within(group, 'radio')) setValue(each, each === radio)
  dispatch(group, 'change', { detail: { value: radio.attributes.value } })
}

function tick(box: ElementNode): void {
  const group = closest(box, 'checkbox-group')
  if (isDisabled(box)) return
  setValue(box, !valueOf(box))
  const ticked = group ? within(group, 'checkbox').filter(valueOf) : []
  if (group) dispatch(group, 'change', { detail: { value: ticked.map(each => each.attributes.value) } })
}

function sendForm(button: ElementNode): void {
  const kind = button.attributes.formType
  const form = closest(button, 'form')
  if (!kind || !form) return
  const named = descendants(form).filter(each => each.attributes.name && each.tag !== 'button')
  const value = Object.fromEntries(named.map(each => [String(each.attributes.name), valueOf(each)]))
  dispatch(form, String(kind), { detail: kind === 'submit' ? { value } : {} })
}

const TOUCH = { identifier: 0, pageX: 0, pageY: 0, clientX: 0, clientY: 0 }
const TOUCHES = { touches: [TOUCH], changedTouches: [TOUCH] }

/** What a tap sets off by itself, such as choosing the radio it hit. @returns the button that was hit */
export function tap(element: ElementNode): ElementNode | undefined {
  const button = closest(element, 'button')
  if (isDisabled(button)) return undefined
  dispatch(element, 'touchstart', TOUCHES)
  dispatch(element, 'touchend', { ...TOUCHES, touches: [] })
  dispatch(element, 'tap', { ...TOUCHES, detail: { x: 0, y: 0 } })
  const [radio, box, lever] = ['radio', 'checkbox', 'switch'].map(tag => closest(element, tag))
  if (radio) choose(radio)
  if (box) tick(box)
  if (lever) toggle(lever)
  if (button) sendForm(button)
  return button
}
