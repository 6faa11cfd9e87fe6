import type { IncomingMessage } from 'node:http'
import { HttpError } from './http'
import type { Route } from './server'

const isLocal = (host: string | undefined) => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '')

function isForeign({ headers: { host, origin } }: IncomingMessage): boolean {
  return !isLocal(host) || (origin !== undefined && origin !== `http://${host}`)
}

/**
 * For what obeys whoever asks: only programs and this server's own pages. A page from elsewhere names itself in Origin or,
 * when its name was made to lead here, in Host.
 */
export const withoutStrangers =
  (route: Route): Route =>
  (req, res, url) => {
    if (isForeign(req))
      throw new HttpError(403, 'FORBIDDEN', 'only programs and pages of the local cloud itself may do this')
    return route(req, res, url)
  }
