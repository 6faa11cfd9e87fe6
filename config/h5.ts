import type { IH5Config } from '@tarojs/taro/types/compile'
import type TsconfigPathsPlugin from 'tsconfig-paths-webpack-plugin'
import { isForClient } from './functions'

const inModules = (name: string) => new RegExp(`[\\\\/]node_modules[\\\\/]${name}`)

// Taro's own setting puts a copy of its components (about 250 KB) into every page chunk.
const splitChunks = {
  chunks: 'all' as const,
  minSize: 0,
  cacheGroups: {
    default: false as const,
    defaultVendors: false as const,
    components: {
      name: 'taro-components',
      test: inModules('@tarojs[\\\\/]components'),
      priority: 30,
      reuseExistingChunk: true,
    },
    vendors: { name: 'vendors', test: inModules(''), priority: 20, chunks: 'initial' as const },
    common: { name: 'common', minChunks: 2, priority: 10, reuseExistingChunk: true },
  },
}

/** The browser build: hash routes and relative addresses, so that it can be served below any path. */
export function h5(aliases: () => TsconfigPathsPlugin): IH5Config<'webpack5'> {
  const isProduction = process.env.NODE_ENV === 'production'
  const named = (folder: string, ext: string) =>
    `${folder}/[name]${isProduction ? '.[contenthash:8]' : ''}.${ext}`
  return {
    compile: { include: [isForClient] },
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    output: { filename: named('js', 'js'), chunkFilename: named('js', 'js') },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: named('css', 'css'),
      chunkFilename: named('css', 'css'),
    },
    // in a browser the px of the design are real px: rem would grow with the window
    postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: false, config: {} } },
    webpackChain(chain) {
      chain.resolve.plugin('tsconfig-paths').use(aliases())
      // only what somebody has to act on
      chain.merge({ stats: 'errors-warnings', infrastructureLogging: { level: 'error' } })
      if (!isProduction) return
      chain.optimization.splitChunks(splitChunks)
      chain.performance.maxAssetSize(700 * 1024).maxEntrypointSize(900 * 1024)
    },
  }
}
