import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface SmallPage {
  wxml?: string
  /** argument of `Page(…)`, as source */
  js?: string
  json?: object
}

export interface SmallApp {
  pages: Record<string, SmallPage>
  /** merged into app.json */
  app?: object
  /** argument of `App(…)` */
  js?: string
  /** other files by path */
  files?: Record<string, string>
}

function filesOf({ pages, app = {}, js = '{}', files = {} }: SmallApp): Record<string, string> {
  const own = Object.entries(pages).flatMap(([id, page]) => [
    [`${id}.js`, `Page(${page.js ?? '{}'})`],
    [`${id}.wxml`, page.wxml ?? '<view class="screen">{{text}}</view>'],
    [`${id}.json`, JSON.stringify(page.json ?? {})],
  ])
  return {
    'app.json': JSON.stringify({ pages: Object.keys(pages), ...app }),
    'app.js': `App(${js})`,
    'app.wxss': '.screen { color: red }',
    ...(Object.fromEntries(own) as Record<string, string>),
    ...files,
  }
}

/** A mini program of a few lines, written for one test. @returns its folder */
export function writeDist(app: SmallApp): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'weapp-small-'))
  for (const [name, content] of Object.entries(filesOf(app))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
  return folder
}
