import type { CloudPlace } from '../host/wx/cloud'

// Stands in front of app.js when the mini program runs in WeChat's developer tools: there `wx.cloud` is a real
// environment, and these tests bring their own. Plain old JavaScript, because it is not compiled.

function bridge(place: CloudPlace): void {
  type Options = Record<string, unknown> & { success?: (r: unknown) => void; fail?: (e: unknown) => void }
  const target = wx as Record<string, unknown>
  const files = target.getFileSystemManager as () => { readFile: (asked: object) => void }
  const post = (route: string, type: string, data: unknown) =>
    new Promise((resolve, reject) => {
      ;(target.request as (asked: object) => void)({
        url: place.origin + '/gateway/' + route,
        method: 'POST',
        header: { Authorization: 'Dev ' + place.openid, 'Content-Type': type },
        data,
        success: (r: { statusCode: number; data: unknown }) =>
          r.statusCode === 200 ? resolve(r.data) : reject(r.data),
        fail: reject,
      })
    })
  const read = (filePath: unknown) =>
    new Promise((resolve, reject) =>
      files().readFile({ filePath, success: (r: { data: unknown }) => resolve(r.data), fail: reject }),
    )
  const answer = (work: (options: Options) => Promise<unknown>) => (options: Options) => {
    const promise = work(options)
    if (!options.success && !options.fail) return promise
    promise.then(options.success, options.fail)
    return {}
  }
  const json = 'application/json'
  const cloud = target.cloud as Record<string, unknown>
  cloud.init = () => undefined
  cloud.callFunction = answer(o => post('call', json, { name: o.name, data: o.data }))
  cloud.getTempFileURL = answer(o => post('temp-urls', json, { fileList: o.fileList }))
  cloud.uploadFile = answer(o =>
    read(o.filePath).then(data =>
      post('upload?path=' + encodeURIComponent(String(o.cloudPath)), 'application/octet-stream', data),
    ),
  )
}

declare const wx: object

/** Source to put in front of app.js. */
export const bridgeFor = (place: CloudPlace): string => `;(${bridge.toString()})(${JSON.stringify(place)});\n`
