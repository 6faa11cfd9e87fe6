import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import TsconfigPathsPlugin from 'tsconfig-paths-webpack-plugin'
import { version } from '../package.json'
import { isForClient } from './functions'
import { h5 } from './h5'

const SRC_TSCONFIG = path.resolve(__dirname, '../src/tsconfig.json')

/** Resolves `@/…` to `src/…` the way the type checker does. */
const aliases = () => new TsconfigPathsPlugin({ configFile: SRC_TSCONFIG })

/** Today in Beijing: what the functions know a client by. */
const buildDate = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

export default defineConfig<'webpack5'>(async () => {
  process.env.BROWSERSLIST_ENV = process.env.NODE_ENV
  const isWeapp = process.env.TARO_ENV === 'weapp'
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'heju',
    date: '2026-1-1',
    // px in the styles are the px of the design, which is drawn 375 wide
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'src',
    // a second place lets two builds run side by side
    outputRoot: process.env.TARO_OUT ?? `dist/${process.env.TARO_ENV}`,
    plugins: [path.resolve(__dirname, 'aria')],
    copy: {
      patterns: isWeapp ? [{ from: 'src/theme.json', to: 'dist/weapp/theme.json' }] : [],
      options: {},
    },
    // always replaced, also by nothing: WeChat has no `process`
    env: {
      TARO_APP_CLOUD_ENV: JSON.stringify(process.env.TARO_APP_CLOUD_ENV ?? ''),
      TARO_APP_VERSION: JSON.stringify(version),
      TARO_APP_BUILD: JSON.stringify(buildDate()),
    },
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // not for the build that ships on WeChat: Taro puts files shared by subpackages into the output without a working
    // hash, so the minimiser would find yesterday's text of them in the cache
    cache: { enable: !(isWeapp && process.env.NODE_ENV === 'production') },
    logger: { quiet: true, stats: false },
    mini: {
      compile: { include: [isForClient] },
      optimizeMainPackage: { enable: true },
      postcss: { pxtransform: { enable: true, config: {} } },
      webpackChain(chain) {
        chain.resolve.plugin('tsconfig-paths').use(aliases())
      },
    },
    h5: h5(aliases),
  }
  return config
})
