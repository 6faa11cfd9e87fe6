import { useEffect } from 'react'
import { isH5 } from '@/lib/platform'
import { createStore, useStore } from '@/lib/store'

const openOverlays = createStore(0)

/** True while a sheet or a question is open: the page behind must not scroll. */
export const useIsCovered = (): boolean => useStore(openOverlays) > 0

/** While open: holds the page still, and in the browser moves the focus in and back and closes on Escape. */
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

function enterByKeyboard(id: string, onClose: () => void): () => void {
  const before = document.activeElement
  document.getElementById(id)?.focus()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
  }
  document.addEventListener('keydown', onKeyDown)
  return () => {
    document.removeEventListener('keydown', onKeyDown)
    if (before instanceof HTMLElement) before.focus()
  }
}
