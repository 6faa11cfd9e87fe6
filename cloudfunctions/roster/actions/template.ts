import * as z from 'zod'
import { defineAction } from '../../shared/call/action'
import { rosterTemplate as csv, TEMPLATE_NAME } from '../rules/template'

/** The template as text; the page writes it to a file. */
export const template = defineAction({
  kind: 'read',
  permission: 'roster.import',
  input: z.strictObject({}),
  async run(): Promise<{ fileName: string; content: string }> {
    return { fileName: TEMPLATE_NAME, content: csv() }
  },
})
