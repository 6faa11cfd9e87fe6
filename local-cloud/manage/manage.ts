import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusal } from '../admin'
import type { Database } from '../database/database'
import { badParam, notEmulated } from '../errors'
import { parseJsonObject, readBody, sendJson } from '../http'
import type { Rules } from '../rules/rules'
import { databaseManagement, type ManageAction } from './database'

// Where an unmodified `@cloudbase/manager-node` goes with TCB_BASE_URL=<origin>/manage: Tencent Cloud's API, whose action is
// in a header. Signatures are not looked at.

const BODY_LIMIT_BYTES = 1024 * 1024
const ADVICE = 'Please check your request, but if the problem cannot be solved, contact us.'

/** The codes of the database's protocol in those of the API. */
const CODES: Record<string, string> = {
  DATABASE_COLLECTION_NOT_EXIST: 'ResourceNotFound',
  DATABASE_COLLECTION_ALREADY_EXIST: 'ResourceUnavailable.ResourceExist',
  DATABASE_REQUEST_FAILED: 'FailedOperation',
  INVALID_PARAM: 'InvalidParameter',
  REQUEST_TOO_LARGE: 'RequestSizeLimitExceeded',
  SYS_ERR: 'InternalError',
}

function errorOf(error: unknown): { Code: string; Message: string } {
  const { code, message } = refusal(error)
  // what stands in brackets is the code once more
  return { Code: CODES[code] ?? code, Message: `${message.replace(/^\[[^\]]*\] /, '')}. ${ADVICE}` }
}

/** What the manager asks for before anything else: which database an environment has. */
const describeEnv =
  (envId: string): ManageAction =>
  () => {
    const EnvBaseInfo = {
      EnvId: envId,
      Status: 'NORMAL',
      Databases: [{ InstanceId: envId, Status: 'RUNNING' }],
    }
    return { EnvInfo: { EnvBaseInfo } }
  }

/** The endpoint of the management API: always HTTP 200, a refusal has `Error.Code` and `Error.Message`. */
export function manageEndpoint(envId: string, database: Database, rules: Rules) {
  const actions: Record<string, ManageAction> = {
    DescribeEnvInfo: describeEnv(envId),
    ...databaseManagement(database, rules),
  }

  async function answer(req: IncomingMessage): Promise<object> {
    const params = parseJsonObject(await readBody(req, BODY_LIMIT_BYTES))
    const name = String(req.headers['x-tc-action'])
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) throw notEmulated(`the action ${name.slice(0, 100)}`)
    if (params.EnvId !== envId) throw badParam(`EnvId must be ${envId}, the only environment here`)
    return action(params)
  }

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const RequestId = randomUUID()
    const Response = await answer(req).catch((error: unknown) => ({ Error: errorOf(error) }))
    sendJson(res, 200, { Response: { ...Response, RequestId } })
  }
}
