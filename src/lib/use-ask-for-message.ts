import type { Topic } from '../../cloudfunctions/message/schema'
import { call, read } from './call'
import { cloud } from './cloud/cloud'
import { useQuery } from './use-query'

interface Asking {
  /** the company has a template for the topic */
  canAsk: boolean
  /** only from inside a tap. @returns whether one message was allowed */
  ask: () => Promise<boolean>
}

/**
 * One WeChat message of a topic (MSG-2). WeChat takes its question only right after a tap, so the templates are read
 * beforehand and nothing is awaited in between.
 */
export function useAskForMessage(topic: Topic): Asking {
  const { data } = useQuery('templates', () => read('message', 'templates', {}))
  const template = data?.templates[topic]
  const ask = async () => {
    if (!template) return false
    const answers = await cloud.subscribe([template])
    if (answers[template] !== 'accept') return false
    await call('message', 'acceptTemplates', { topics: [topic] })
    return true
  }
  return { canAsk: Boolean(template), ask }
}
