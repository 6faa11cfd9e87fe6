import { createReadStream, existsSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { COMMUNITY, RESIDENTS, STAFF } from './people'

const PAGE = path.join(__dirname, 'index.html')

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

function sendFile(response: ServerResponse, file: string): void {
  if (!existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('没有这个页面')
    return
  }
  // hashed names may be kept; the page that names them may not
  const cache = path.extname(file) === '.html' ? 'no-store' : 'max-age=31536000, immutable'
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'cache-control': cache,
  })
  createReadStream(file).pipe(response)
}

const people = () => ({
  community: COMMUNITY.name,
  staff: STAFF.map(({ openid, name, title }) => ({ openid, name, note: title })),
  residents: RESIDENTS.map(({ openid, name, note }) => ({ openid, name, note })),
})

function sendApp(response: ServerResponse, folder: string, pathname: string): void {
  const file = path.join(folder, path.posix.normalize(pathname.slice('/app'.length) || '/'))
  if (!file.startsWith(folder)) return sendFile(response, '')
  sendFile(response, file.endsWith('/') ? path.join(file, 'index.html') : file)
}

/** Pages beside the emulator's own paths: the demo page, who plays in it, and the app itself. */
export const demoRoutes =
  (appFolder: string) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/') return sendFile(response, PAGE)
    if (pathname === '/people.json') {
      response.writeHead(200, { 'content-type': TYPES['.json'] }).end(JSON.stringify(people()))
      return
    }
    if (pathname === '/app') {
      response
        .writeHead(302, { location: `/app/${new URL(request.url ?? '/', 'http://localhost').search}` })
        .end()
      return
    }
    if (pathname.startsWith('/app/')) return sendApp(response, appFolder, pathname)
    sendFile(response, '')
  }
