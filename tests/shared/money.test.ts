import fc from 'fast-check'
import { allocate, formatYuan, roundedProduct } from '../../cloudfunctions/shared/money'

const fen = fc.integer({ min: -1e12, max: 1e12 })
const weights = fc
  .array(fc.nat({ max: 1e9 }), { minLength: 1, maxLength: 30 })
  .filter(list => list.some(weight => weight > 0))

describe('allocate', () => {
  test('splits a shared bill by area, the odd fen to the largest remainder', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(1000, [14236, 11780, 0])).toEqual([547, 453, 0])
  })

  test('neither loses nor makes a fen', () => {
    fc.assert(
      fc.property(fen, weights, (amount, list) => {
        expect(allocate(amount, list).reduce((sum, share) => sum + share, 0)).toBe(amount)
      }),
    )
  })

  test('a share is never a fen away from its exact part, and a weight of nothing gets nothing', () => {
    fc.assert(
      fc.property(fen, weights, (amount, list) => {
        const total = list.reduce((sum, weight) => sum + weight, 0)
        allocate(amount, list).forEach((share, index) => {
          expect(Math.abs(share - (amount * list[index]!) / total)).toBeLessThan(1.001)
          if (list[index] === 0) expect(share).toBe(0)
        })
      }),
    )
  })

  test('the mirror of a refund is the refund of the mirror', () => {
    fc.assert(
      fc.property(fen, weights, (amount, list) => {
        const mirrored = allocate(-amount, list).map(share => (share === 0 ? 0 : -share))
        expect(mirrored).toEqual(allocate(amount, list))
      }),
    )
  })

  test.each([
    ['no weights', 100, []],
    ['only zero weights', 100, [0, 0]],
    ['a negative weight', 100, [1, -1]],
    ['half a fen', 0.5, [1]],
  ])('refuses %s', (_name, amount, list) => {
    expect(() => allocate(amount, list)).toThrow(RangeError)
  })
})

describe('roundedProduct', () => {
  test.each([
    ['142.36 ㎡ × ¥4.80', 480, 14236, 100, 68333],
    ['half a fen rounds up', 1, 1, 2, 1],
    ['just under half rounds down', 1, 49, 100, 0],
    ['a credit rounds away from zero too', -1, 1, 2, -1],
  ])('%s', (_name, unit, numerator, denominator, expected) => {
    expect(roundedProduct(unit, numerator, denominator)).toBe(expected)
  })

  test('is within half a fen of the exact product', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.nat({ max: 1e6 }),
        unitsOf,
        (unit, numerator, denominator) => {
          const exact = (unit * numerator) / denominator
          expect(Math.abs(roundedProduct(unit, numerator, denominator) - exact)).toBeLessThanOrEqual(
            0.5 + 1e-6,
          )
        },
      ),
    )
  })
})

const unitsOf = fc.constantFrom(1, 10, 100, 1000)

test.each([
  [0, '¥0.00'],
  [5, '¥0.05'],
  [165159, '¥1,651.59'],
  [-843, '-¥8.43'],
  [123456789012, '¥1,234,567,890.12'],
])('%d fen reads %s', (amount, text) => {
  expect(formatYuan(amount)).toBe(text)
})
