/** Is the decimal exactly some double, so that it compares as that double does? `1.50` is, `0.1` is not. */
export function isExactDecimal(text: string): boolean {
  const [all, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[Ee]([+-]?\d+))?$/.exec(text) ?? []
  const double = Number(text)
  if (all === undefined) return true // NaN or infinite
  const digits = BigInt(whole + fraction)
  if (digits === 0n) return true
  if (!Number.isFinite(double)) return false
  const power = Number(exponent) - fraction.length
  if (power >= 0) return BigInt(Math.abs(double)) === digits * 10n ** BigInt(power)
  // below one, a double is a whole number over a power of two: the fives of the tens must go away
  const fives = 5n ** BigInt(-power)
  return digits % fives === 0n && BigInt(Number(digits / fives)) === digits / fives
}
