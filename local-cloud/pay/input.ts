import { PayRefusal } from './order'

export type Params = Record<string, unknown>

export const invalid = (name: string) => new PayRefusal('PARAM_ERROR', `参数错误: ${name}`)

/** A text parameter of 1 to `max` characters. */
export function text(params: Params, name: string, max: number): string {
  const value = params[name]
  if (typeof value !== 'string' || value === '' || [...value].length > max) throw invalid(name)
  return value
}

/** A merchant's own number: at most 32 letters, digits, _ and -. */
export function number(params: Params, name: string): string {
  const value = text(params, name, 32)
  if (!/^[0-9A-Za-z_-]+$/.test(value)) throw invalid(name)
  return value
}

/** An amount in fen: a whole number above zero. */
export function fen(params: Params, name: string): number {
  const value = params[name]
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw invalid(name)
  return value as number
}
