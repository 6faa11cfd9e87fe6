const isWeapp = process.env.TARO_ENV === 'weapp'

/** Colours of theme.json are resolved by WeChat only, so the browser gets the plain ones. */
const themed = (name: string, plain: string) => (isWeapp ? `@${name}` : plain)

const TABS = [
  { pagePath: 'pages/home/index', text: '首页' },
  { pagePath: 'pages/workbench/index', text: '工作台' },
  { pagePath: 'pages/messages/index', text: '消息' },
  { pagePath: 'pages/me/index', text: '我的' },
] as const

const PACKAGES = [
  {
    root: 'packages/account',
    pages: ['register/index', 'terms/index', 'reviews/index', 'review/index'],
  },
  { root: 'packages/roster', pages: ['import/index'] },
  { root: 'packages/repair', pages: ['form/index', 'list/index', 'detail/index', 'job/index'] },
] as const

/** Every address that can be opened: a page that does not exist does not compile. */
export type TabPage = `/${(typeof TABS)[number]['pagePath']}`
export type PackagePage = PagesOf<(typeof PACKAGES)[number]>

type PagesOf<Package> = Package extends { root: infer Root; pages: readonly (infer Name)[] }
  ? `/${Root & string}/${Name & string}`
  : never

export default defineAppConfig({
  pages: TABS.map(tab => tab.pagePath),
  subPackages: PACKAGES.map(({ root, pages }) => ({ root, pages: [...pages] })),
  window: {
    navigationBarTitleText: '和居',
    navigationBarBackgroundColor: themed('navBg', '#F2F4F1'),
    navigationBarTextStyle: themed('navText', 'black') as 'black',
    backgroundColor: themed('pageBg', '#F2F4F1'),
    backgroundTextStyle: 'light',
  },
  // The bar itself is drawn by src/components/tab-bar.tsx, because the staff tab depends on the person.
  tabBar: {
    custom: true,
    color: themed('tabText', '#616D68'),
    selectedColor: themed('tabOn', '#1C4C42'),
    backgroundColor: themed('tabBg', '#FFFFFF'),
    borderStyle: themed('tabLine', 'black') as 'black',
    list: [...TABS],
  },
  ...(isWeapp
    ? { darkmode: true, themeLocation: 'theme.json', __usePrivacyCheck__: true }
    : // the browser build would slide pages in with a transform, which unfixes sheets and bars
      { animation: false }),
  lazyCodeLoading: 'requiredComponents',
})
