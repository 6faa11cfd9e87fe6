import fc from 'fast-check'
import { fitField } from '../../cloudfunctions/shared/effects/template-fields'

test.each([
  ['thing1', '厨房水槽下方漏水', '厨房水槽下方漏水'],
  ['thing1', '一二三四五六七八九十一二三四五六七八九十一', '一二三四五六七八九十一二三四五六七八九…'],
  ['thing1', '第一行\n第二行', '第一行 第二行'],
  ['thing1', '  ', '无'],
  ['thing12', '字'.repeat(21), `${'字'.repeat(19)}…`],
  ['phrase2', '待验收', '待验收'],
  ['phrase2', '待验收 (2)！', '待验收'],
  ['phrase2', '一二三四五六', '一二三四五'],
  ['phrase2', 'done', '无'],
  ['time4', '2026年11月23日 10:00', '2026年11月23日 10:00'],
])('%s of %j is %j', (key, value, fitted) => expect(fitField(key, value)).toBe(fitted))

test('a thing is never empty, never longer than 20, never a torn emoji, and fits as it is once fitted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), value => {
      const fitted = fitField('thing1', value)
      expect(fitted.length).toBeGreaterThan(0)
      expect(fitted.length).toBeLessThanOrEqual(20)
      // throws for half an emoji
      expect(() => encodeURIComponent(fitted)).not.toThrow()
      expect(fitField('thing1', fitted)).toBe(fitted)
    }),
  )
})
