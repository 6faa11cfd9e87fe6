import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Answer } from '../../cloudfunctions/shared/call/action'
import { sdkEnv, startCloud, type Cloud, type CloudOptions } from '../../local-cloud/cloud'
import { uploadWanted } from './files'
import { projectCloud } from '../../tools/project-cloud'

/** A refusal as a test sees it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message)
  }
}

export interface TestPerson {
  openid: string
  /** answers the data; throws `Refused` when the function refuses */
  call<T = Record<string, never>>(name: string, action: string, input?: object): Promise<T>
  /** the answer as it travels, refusals included */
  answer(name: string, event: unknown): Promise<Answer>
}

export interface TestCloud {
  local: Cloud
  as(openid: string): TestPerson
  close(): Promise<void>
}

function person(local: Cloud, openid: string): TestPerson {
  const answer = async (name: string, event: unknown) => {
    await uploadWanted()
    return (await local.call({ openid }, name, event)).result as Answer
  }
  return {
    openid,
    answer,
    async call<T>(name: string, action: string, input: object = {}) {
      const reply = await answer(name, { action, input })
      if (!reply.ok) throw new Refused(reply.code, reply.message, reply.fields)
      return reply.data as T
    },
  }
}

/**
 * A fresh cloud with the functions as they ship. The test process itself talks to the same database through
 * the real SDK (`cloudfunctions/shared/cloud`), for seeding and looking; one cloud per test file.
 */
export async function openCloud(more: Partial<CloudOptions> = {}): Promise<TestCloud> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heju-test-'))
  const options = projectCloud(dataDir, process.env.HEJU_TEST_FUNCTIONS!)
  const local = await startCloud({ ...options, noSync: true, timers: false, ...more })
  Object.assign(process.env, options.functionEnv, sdkEnv(local.endpoint))
  return {
    local,
    as: openid => person(local, openid),
    async close() {
      await local.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
