import Taro from '@tarojs/taro'
import { createStore, useStore } from './store'
import { isH5 } from './platform'
import { keep, recall } from './storage'

export type Appearance = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark' | 'elder'

export interface Settings {
  appearance: Appearance
  /** 关怀模式: larger type, fewer steps; always light */
  isElder: boolean
}

const KEY = 'settings'
const DEFAULTS: Settings = { appearance: 'system', isElder: false }

const stored = (): Settings => ({ ...DEFAULTS, ...recall<Partial<Settings>>(KEY) })

const settings = createStore<Settings>(DEFAULTS)
const isSystemDark = createStore(false)

export const useSettings = (): Settings => useStore(settings)

export function changeSettings(change: Partial<Settings>): void {
  const next = { ...settings.get(), ...change }
  settings.set(next)
  keep(KEY, next)
}

/** Reads the settings and follows the system's light and dark. Once, at launch. */
export function startSettings(): void {
  settings.set(stored())
  if (isH5) return followBrowser()
  isSystemDark.set(Taro.getAppBaseInfo().theme === 'dark')
  Taro.onThemeChange(({ theme }) => isSystemDark.set(theme === 'dark'))
}

function followBrowser(): void {
  const query = matchMedia('(prefers-color-scheme: dark)')
  isSystemDark.set(query.matches)
  query.addEventListener('change', () => isSystemDark.set(query.matches))
}

/** What is on screen now. */
export function useTheme(): Theme {
  const { appearance, isElder } = useSettings()
  const isDark = useStore(isSystemDark)
  if (isElder) return 'elder'
  if (appearance === 'system') return isDark ? 'dark' : 'light'
  return appearance
}
