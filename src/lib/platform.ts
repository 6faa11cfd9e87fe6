/** True in the browser build. A constant for the bundler, so that the other half is dropped. */
export const isH5 = process.env.TARO_ENV === 'h5'
