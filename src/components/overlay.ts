import { useEffect } from 'react'
import { isH5 } from '@/lib/platform'
import { createStore, useStore } from '@/lib/store'

const openOverlays = createStore(0)

/** True while a sheet or a question is open: the page behind must not scroll. */
export const useIsCovered = (): boolean => useStore(openOverlays) > 0

/** While open: holds the page still, and in the browser keeps the focus inside, moves it back and closes on Escape. */
export function useOverlay(isOpen: boolean, id: string, onClose: () => void): void {
  useEffect(() => {
    if (!isOpen) return
    openOverlays.set(openOverlays.get() + 1)
    const leave = isH5 ? enterByKeyboard(id, onClose) : undefined
    return () => {
      openOverlays.set(openOverlays.get() - 1)
      leave?.()
    }
    // `onClose` is written inline by pages; only opening and closing count
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isOpen, id])
}

const opened: string[] = []
const FOCUSABLE = 'input:not([disabled]), textarea:not([disabled]), [tabindex="0"]'

/** The keyboard goes round inside: after the last comes the first. */
function goRound(event: KeyboardEvent, title: HTMLElement | null): void {
  const inside = [...(title?.closest('[role$="dialog"]')?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])]
  const at = inside.findIndex(each => each === document.activeElement)
  const isAtEnd = event.shiftKey ? at <= 0 : at === inside.length - 1 || !inside.length
  const isOutside = at < 0 && document.activeElement !== title
  if (!isAtEnd && !isOutside) return
  event.preventDefault()
  inside.at(event.shiftKey ? -1 : 0)?.focus()
}

function enterByKeyboard(id: string, onClose: () => void): () => void {
  const before = document.activeElement
  opened.push(id)
  // the page behind stays where it is
  document.getElementById(id)?.focus({ preventScroll: true })
  const onKeyDown = (event: KeyboardEvent) => {
    // a question may stand above a sheet
    if (opened.at(-1) !== id) return
    if (event.key === 'Escape' && !event.isComposing) onClose()
    if (event.key === 'Tab') goRound(event, document.getElementById(id))
  }
  // on its way down, because Taro's fields keep it to themselves
  document.addEventListener('keydown', onKeyDown, true)
  return () => {
    document.removeEventListener('keydown', onKeyDown, true)
    opened.splice(opened.lastIndexOf(id), 1)
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  }
}
