// Taro drops aria-* on weapp because its templates list only the attributes they know. This plugin adds them.
const path = require('node:path')
const components = require('./components')

module.exports = ctx => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return // H5 has no templates
      platform.template.mergeComponents(ctx, structuredClone(components))
      platform.runtimePath = [].concat(platform.runtimePath, path.resolve(__dirname, 'runtime.js'))
    },
  })
}
