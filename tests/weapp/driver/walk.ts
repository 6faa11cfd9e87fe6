import type { App } from './app'

// the two sentences of src/components/error-state.tsx that blame the connection or the function
const BROKEN = /没取到内容|没连上网/

/** Opens pages one by one and looks whether each drew something sensible. @throws with the page that did not */
export async function walk(app: App, urls: string[]): Promise<void> {
  for (const url of urls) {
    await app.open(url)
    // the root of every page, drawn by src/components/page.tsx
    const [text = '', ...more] = await app.texts('.screen')
    if (!text || more.length) throw new Error(`${url} drew ${more.length + Number(Boolean(text))} pages`)
    if (BROKEN.test(text)) throw new Error(`${url} shows ${BROKEN.exec(text)![0]}`)
  }
}

const TAB_PAGES: Record<string, string> = { 首页: 'home', 工作台: 'workbench', 消息: 'messages', 我的: 'me' }

/** From tab to tab by tapping, as people do. */
export async function walkTabs(app: App, tabs: string[]): Promise<void> {
  for (const tab of tabs) {
    await app.tap('.tabbar__i', tab)
    await app.on(`pages/${TAB_PAGES[tab]}/index`)
  }
}
