import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import postcss from 'postcss'

// WXSS for a browser: 750 rpx are the width of the screen, and tags are those of the picture (`wx-view`).

export const SCREEN = { width: 375, height: 812 }

const TAGS =
  /(^|[\s,>+~(])(page|view|text|button|image|input|textarea|scroll-view|canvas|form|picker)(?![\w-])/g

const pixels = (text: string) =>
  text.replace(/(-?[\d.]+)rpx\b/g, (_, rpx: string) => `${(Number(rpx) * SCREEN.width) / 750}px`)

/** A sheet with all it imports. */
function sheet(root: string, file: string): string {
  const where = path.join(root, file)
  if (!existsSync(where)) return ''
  return readFileSync(where, 'utf8').replace(/@import\s+["']([^"']+)["'];?/g, (_, target: string) =>
    sheet(root, path.posix.join(path.posix.dirname(file), target)),
  )
}

export function stylesOf(root: string, page: string): string {
  const css = postcss.parse(sheet(root, 'app.wxss') + sheet(root, `${page}.wxss`))
  css.walkRules(rule => void (rule.selector = rule.selector.replace(TAGS, '$1wx-$2')))
  css.walkDecls(decl => void (decl.value = pixels(decl.value)))
  return css.toString()
}

/** What WeChat's own elements look like without a style. */
export const BASE = `
  * { box-sizing: border-box }
  body { margin: 0; width: ${SCREEN.width}px }
  wx-page { display: block; min-height: ${SCREEN.height - 88}px; font: 16px "WenQuanYi Micro Hei", sans-serif }
  wx-view, wx-form, wx-scroll-view, wx-custom-wrapper, wx-comp, wx-canvas { display: block }
  wx-page-meta { display: none }
  wx-image { display: inline-block; overflow: hidden }
  wx-image > img { width: 100%; height: 100%; object-fit: cover }
  wx-button { display: block; text-align: center }
  wx-input, wx-textarea { display: block; white-space: pre-wrap; overflow: hidden }
  wx-input { display: flex; align-items: center; line-height: 1.4; min-height: 1.4em }
  wx-head { display: block; height: 88px; padding: 52px 0 0; text-align: center; font: 17px "WenQuanYi Micro Hei", sans-serif }
`
