import { defineAction } from '../../shared/call/action'
import { config } from '../../shared/config'
import { TemplatesInput } from '../inputs'

/** Template ids by topic, for WeChat's subscription dialogue; they differ per account, so the client asks. */
export const templates = defineAction({
  kind: 'read',
  permission: 'message.self',
  input: TemplatesInput,
  async run(): Promise<{ templates: Record<string, string> }> {
    return { templates: config().TEMPLATES }
  },
})
