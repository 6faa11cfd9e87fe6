import type { ReactNode } from 'react'
import type { Tile } from '@/components/tiles'
import type { Home } from '@/lib/session'

// What a domain gives to the pages that everybody begins with. The pages lay it out and know no domain.

interface Entry {
  /** one word, as its function is called */
  domain: string
  refresh: () => Promise<unknown>
}

export interface HomePlace {
  /** the house on the plate; none yet for somebody who has still to be approved */
  home: Home | undefined
  now: number
  /** large type: fewer words, two big tiles a line */
  isElder: boolean
}

/** A part of the home page. */
export interface HomeEntry extends Entry {
  /** below the house: what is going on */
  news?: ReactNode
  /** the ways in */
  tiles: Omit<Tile, 'count'>[]
  /** at the end: what is over */
  past?: ReactNode
}

/** A part of the workbench. */
export interface BenchEntry extends Entry {
  /** its first read is under way */
  isLoading: boolean
  /** figures, and what comes next */
  top?: ReactNode
  /** 常用 */
  tiles: Tile[]
  /** long lists, at the end */
  lists?: ReactNode
}
