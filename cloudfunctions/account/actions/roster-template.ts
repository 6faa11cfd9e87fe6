import * as z from 'zod'
import { defineAction } from '../../shared/call/action'
import { rosterTemplate as csv, TEMPLATE_NAME } from '../roster/template'

/** The template as text; the page writes it to a file. */
export const rosterTemplate = defineAction({
  kind: 'read',
  permission: 'account.import',
  input: z.strictObject({}),
  async run(): Promise<{ fileName: string; content: string }> {
    return { fileName: TEMPLATE_NAME, content: csv() }
  },
})
