/** Money is integer fen. Nothing here knows yuan but the two functions that name it. */

export function assertFen(amountFen: number): number {
  if (!Number.isSafeInteger(amountFen)) throw new RangeError(`not an amount in fen: ${amountFen}`)
  return amountFen
}

/**
 * Splits an amount by weights without losing or making a fen: the largest remainders get the odd ones,
 * earlier weights first. Weights are non-negative integers, at least one of them positive.
 */
export function allocate(amountFen: number, weights: readonly number[]): number[] {
  assertFen(amountFen)
  if (weights.some(weight => !Number.isSafeInteger(weight) || weight < 0)) throw new RangeError('bad weight')
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (total === 0n) throw new RangeError('weights add up to nothing')
  const sign = amountFen < 0 ? -1 : 1
  const amount = BigInt(Math.abs(amountFen))
  const shares = weights.map(weight => (amount * BigInt(weight)) / total)
  const rests = weights.map((weight, index) => ({ index, rest: (amount * BigInt(weight)) % total }))
  rests.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  let odd = amount - shares.reduce((sum, share) => sum + share, 0n)
  for (const { index } of rests) {
    if (odd === 0n) break
    shares[index] = shares[index]! + 1n
    odd -= 1n
  }
  return shares.map(share => (share === 0n ? 0 : sign * Number(share)))
}

/**
 * quantity × unit price × rate, rounded half up once, at the end (四舍五入 to the fen).
 * `numerator / denominator` carries scaled quantities, e.g. centi-square-metres: 14236 / 100.
 */
export function roundedProduct(unitFen: number, numerator: number, denominator: number): number {
  assertFen(unitFen)
  const product = BigInt(unitFen) * BigInt(numerator)
  const divisor = BigInt(denominator)
  const magnitude = product < 0n ? -product : product
  const rounded = Number((2n * magnitude + divisor) / (2n * divisor))
  return product < 0n && rounded !== 0 ? -rounded : rounded
}

/** ¥1,651.59: always two decimals. */
export function formatYuan(amountFen: number): string {
  const fen = Math.abs(assertFen(amountFen))
  const yuan = String(Math.trunc(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amountFen < 0 ? '-' : ''}¥${yuan}.${String(fen % 100).padStart(2, '0')}`
}
