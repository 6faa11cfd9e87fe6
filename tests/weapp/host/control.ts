import { drawnPage } from './drawn'
import type { Host } from './host'
import type { Phone } from './phone'
import type { Failure, PageFigures } from './report'
import type { Screen } from './wx/screen'

/** What only the local host can do or tell; sent between processes, beside the automator protocol. */
export interface Control {
  setPhone(patch: Partial<Phone>): void
  /** waits until nothing is under way */
  settle(): Promise<void>
  report(): { failures: Failure[]; warnings: string[]; figures: PageFigures[] }
  /** from here on failures count anew */
  forgiveFailures(): void
  screen(): Pick<Screen, 'title' | 'toasts' | 'loading' | 'clipboard' | 'seen'> & {
    modal: string | null
    sheet: string[] | null
  }
  /** what is on screen, for pictures */
  drawnPage(): ReturnType<typeof drawnPage>
  chooseFromSheet(index: number): void
  toBackground(): void
  toForeground(): void
}

/** First message of a host: it listens and its first page is open. */
export interface Started {
  port: number
  startCpuMs: number
}

export interface ControlRequest {
  id: number
  method: keyof Control
  args: unknown[]
}

export interface ControlReply {
  id: number
  result?: unknown
  error?: string
}

function screenOf({ wx, router }: Host): ReturnType<Control['screen']> {
  const { title, toasts, loading, clipboard, seen, modal, sheet } = wx.screen
  return {
    title: title || String(router.current()?.id ?? ''),
    toasts,
    loading,
    clipboard,
    seen,
    modal: modal ? `${modal.title}\n${modal.content}` : null,
    sheet: sheet?.items ?? null,
  }
}

export function controlOf(host: Host): Control {
  return {
    setPhone: host.setPhone,
    settle: host.settle,
    report: () => host.report,
    forgiveFailures: () => void host.report.failures.splice(0),
    screen: () => screenOf(host),
    drawnPage: () => drawnPage(host),
    chooseFromSheet: index => host.wx.screen.sheet?.answer(index),
    toBackground: host.toBackground,
    toForeground: host.toForeground,
  }
}

/** Answers requests of the process that started this one. */
export function answerControl(control: Control): void {
  process.on('message', ({ id, method, args }: ControlRequest) => {
    const run = control[method] as (...given: unknown[]) => unknown
    const answer = async () => run(...args)
    answer().then(
      result => process.send?.({ id, result: result ?? null } satisfies ControlReply),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies ControlReply),
    )
  })
}
