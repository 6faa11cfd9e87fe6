/** Of package.json, put in by the build. */
export const VERSION = process.env.TARO_APP_VERSION ?? ''
