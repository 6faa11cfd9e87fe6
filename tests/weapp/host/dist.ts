import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: { custom?: boolean; list: { pagePath: string; text: string }[] }
  window?: PageJson
  usingComponents?: Record<string, string>
  __usePrivacyCheck__?: boolean
}

export interface PageJson {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  usingComponents?: Record<string, string>
}

export interface Subpackage {
  root: string
  pages: string[]
}

/** A built mini program on disk. Ids are paths without extension, as in `pages/home/index`. */
export interface Dist {
  root: string
  app: AppJson
  /** main package first */
  pages: string[]
  tabs: string[]
  subpackages: Subpackage[]
  hasFile(file: string): boolean
  read(file: string): string
  json(id: string): PageJson
  /** tag → id of the component, for a page or a component */
  using(id: string): Record<string, string>
  /** paths of all files with this ending */
  files(ending: string): string[]
  /** root of the subpackage a file is in; '' for the main package */
  packageOf(file: string): string
}

function walk(root: string, folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const name = folder ? `${folder}/${entry.name}` : entry.name
      return entry.isDirectory() ? walk(root, name) : [name]
    })
}

/** `../../comp` as written in the file `id`; a leading slash is the root of the mini program. */
export function resolveId(from: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), target))
}

/** As WeChat does before anything runs: a page that app.json names and that is not there stops the start. */
function checkPages(pages: string[], files: Set<string>): void {
  const missing = pages.flatMap(page =>
    ['.js', '.wxml'].map(ending => page + ending).filter(file => !files.has(file)),
  )
  if (missing.length) throw new Error(`app.json: could not find ${missing.join(', ')}`)
}

export function readDist(root: string): Dist {
  if (!existsSync(path.join(root, 'app.json')))
    throw new Error(`no mini program in ${root}: app.json is missing`)
  const names = walk(root)
  const files = new Set(names)
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
  const app = JSON.parse(read('app.json')) as AppJson
  const subpackages = (app.subPackages ?? []).map(({ root: folder, pages }) => {
    const clean = folder.replace(/\/$/, '')
    return { root: clean, pages: pages.map(page => `${clean}/${page}`) }
  })
  const pages = [...app.pages, ...subpackages.flatMap(each => each.pages)]
  checkPages(pages, files)
  const json = (id: string) => (files.has(`${id}.json`) ? (JSON.parse(read(`${id}.json`)) as PageJson) : {})
  return {
    root,
    app,
    pages,
    tabs: (app.tabBar?.list ?? []).map(tab => tab.pagePath),
    subpackages,
    hasFile: file => files.has(file),
    read,
    json,
    using(id) {
      const named = { ...app.usingComponents, ...json(id).usingComponents }
      return Object.fromEntries(Object.entries(named).map(([tag, to]) => [tag, resolveId(id, to)]))
    },
    files: ending => names.filter(name => name.endsWith(ending)),
    packageOf: file => subpackages.find(each => file.startsWith(`${each.root}/`))?.root ?? '',
  }
}
