// One list for build time (the WXML template) and run time (the short prop names of setData).
// The two must agree: a difference shifts every alias and properties land on the wrong attribute.
// Every entry costs its bytes in each level of the template, so only what src/lib/aria.ts writes is here.
const VIEW = [
  'aria-role',
  'aria-label',
  'aria-hidden',
  'aria-checked',
  'aria-selected',
  'aria-disabled',
  'aria-live',
]
const NAMED = ['aria-label']
const COMPONENTS = { View: VIEW, Image: NAMED, Button: NAMED, Input: NAMED, Textarea: NAMED }

const withEmptyValues = names => Object.fromEntries(names.map(name => [name, '']))

module.exports = Object.fromEntries(
  Object.entries(COMPONENTS).map(([component, names]) => [component, withEmptyValues(names)]),
)
