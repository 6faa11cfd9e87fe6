import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { createStore, useStore } from '@/lib/store'
import { Button } from './button'
import { useOverlay } from './overlay'

interface Question {
  title: string
  text?: string
  /** what happens, as action and object: 取消这张工单 */
  yes: string
  no?: string
  isDanger?: boolean
}

interface Asked extends Question {
  answer: (isYes: boolean) => void
}

const asked = createStore<Asked | null>(null)

/** Asks before something that cannot be undone. */
export function confirm(question: Question): Promise<boolean> {
  asked.get()?.answer(false)
  return new Promise(resolve => {
    const answer = (isYes: boolean) => {
      asked.set(null)
      resolve(isYes)
    }
    asked.set({ ...question, answer })
  })
}

const TITLE_ID = 'dialog-title'

/** Drawn by Page. */
export function DialogHost() {
  const question = useStore(asked)
  useOverlay(Boolean(question), TITLE_ID, () => question?.answer(false))
  if (!question) return null
  const { title, text, yes, no = '先不', isDanger, answer } = question
  return (
    <>
      <View className="mask mask--top" catchMove {...aria({ hidden: true })} />
      <View className="dialog" {...aria({ role: 'alertdialog', label: title })}>
        <View id={TITLE_ID} className="dialog__title" {...{ tabindex: '-1' }}>
          {title}
        </View>
        {text && <View className="dialog__text">{text}</View>}
        <View className="dialog__acts">
          <Button kind="line" isGrow onTap={() => answer(false)}>
            {no}
          </Button>
          <Button kind={isDanger ? 'danger' : 'primary'} isGrow onTap={() => answer(true)}>
            {yes}
          </Button>
        </View>
      </View>
    </>
  )
}
