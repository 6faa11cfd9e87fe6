// One list for build time (the WXML template) and run time (the short prop names of setData).
// The two must agree: a difference shifts every alias and properties land on the wrong attribute.
const ARIA = [
  'aria-role',
  'aria-label',
  'aria-hidden',
  'aria-checked',
  'aria-selected',
  'aria-expanded',
  'aria-disabled',
  'aria-live',
  'aria-level',
]
const COMPONENTS = ['View', 'Text', 'Image', 'Button', 'Input', 'Textarea', 'Picker', 'Canvas']

module.exports = Object.fromEntries(
  COMPONENTS.map(name => [name, Object.fromEntries(ARIA.map(a => [a, '']))]),
)
