import type { Topic } from '../../cloudfunctions/shared/effects/topics'
import { call, read } from './call'
import { cloud } from './cloud/cloud'

// Template ids differ per WeChat account. They are fetched before they are needed, because WeChat opens its question
// only right after a tap, not after a call has come back.
let templates: Partial<Record<Topic, string>> | undefined

/** Once, on a page that may ask later. Without an answer nothing will be asked. */
export async function prepareToAsk(): Promise<void> {
  if (templates) return
  try {
    templates = (await read('message', 'templates', {})).templates
  } catch {
    // offline: the page works without messages
  }
}

/** True when WeChat can be asked for this topic now. */
export const canAsk = (topic: Topic): boolean => Boolean(templates?.[topic])

/**
 * Asks to be allowed the next message of a topic; one answer is one message (MSG-2). Call it in the tap itself.
 * Refusing, or a WeChat that does not open the question, is no failure: the inbox has every message.
 */
export async function askForMessage(topic: Topic): Promise<boolean> {
  const templateId = templates?.[topic]
  if (!templateId) return false
  try {
    const answers = await cloud.subscribe([templateId])
    if (answers[templateId] !== 'accept') return false
    await call('message', 'acceptTemplates', { topics: [topic] })
    return true
  } catch {
    return false
  }
}
