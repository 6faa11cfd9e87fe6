import { Canvas, View } from '@tarojs/components'
import { forwardRef, useEffect, useImperativeHandle, useId, useRef, type PointerEvent } from 'react'
import { aria } from '@/lib/aria'
import { isH5 } from '@/lib/platform'
import { useTheme, type Theme } from '@/lib/settings'
import { drawInk, type Point, type Stroke } from './ink'
import { savePng, useCanvas } from './use-canvas'

export interface SignaturePad {
  clear: () => void
  /** path of a PNG, dark on white in every theme */
  toPng: () => Promise<string>
}

interface SignatureProps {
  isSigned: boolean
  onSigned: (isSigned: boolean) => void
  /** below the line once it is signed: 林静仪，2026-09-21 15:44 */
  caption: string
  isError?: boolean
}

const INK: Record<Theme, string> = { light: '#15201C', dark: '#EEF3F0', elder: '#0A110F' }
const PAPER = '#FFFFFF'

/** A field to sign in with a finger or the mouse. The page clears and saves it through its ref. */
export const Signature = forwardRef<SignaturePad, SignatureProps>(function Signature(props, ref) {
  const { isSigned, onSigned, caption, isError } = props
  const id = `sig${useId().replace(/:/g, '')}`
  const { draw, strokes, start, move } = useStrokes(id, () => !isSigned && onSigned(true))

  useImperativeHandle(ref, () => ({
    clear: () => {
      strokes.current = []
      onSigned(false)
      void draw()
    },
    toPng: async () => {
      const canvas = await draw(INK.light, PAPER)
      if (!canvas) throw new Error('signature has no canvas')
      const path = await savePng(canvas)
      await draw()
      return path
    },
  }))

  return (
    <View
      className={`sig ${isError ? 'is-error' : ''}`}
      {...aria({ role: 'img', label: isSigned ? `手写签名：${caption}` : '签名板' })}
    >
      <View className="sig__base" />
      <View className="sig__tip">{isSigned ? caption : '请在线上方签名'}</View>
      <Surface id={id} onStart={start} onMove={move} />
    </View>
  )
})

function useStrokes(id: string, onFirst: () => void) {
  const board = useCanvas(id)
  const strokes = useRef<Stroke[]>([])
  const theme = useTheme()

  const draw = async (ink = INK[theme], ground?: string) => {
    const surface = await board()
    if (!surface) return undefined
    drawInk(surface.pen, surface, { strokes: strokes.current, ink, ground })
    return surface.canvas
  }
  const start = (point: Point) => {
    strokes.current.push([point])
    onFirst()
    void draw()
  }
  const move = (point: Point) => {
    strokes.current.at(-1)?.push(point)
    void draw()
  }
  useEffect(() => void draw(), [theme]) // eslint-disable-line react-hooks/exhaustive-deps
  return { draw, strokes, start, move }
}

interface SurfaceProps {
  id: string
  onStart: (point: Point) => void
  onMove: (point: Point) => void
}

/** WeChat gives touches relative to the canvas; the browser gives pointers, which are mice too. */
function Surface({ id, onStart, onMove }: SurfaceProps) {
  if (isH5) return <BrowserSurface id={id} onStart={onStart} onMove={onMove} />
  const pointOf = (event: { touches: unknown }): Point => (event.touches as Point[])[0] ?? { x: 0, y: 0 }
  return (
    <Canvas
      id={id}
      canvasId={id}
      type="2d"
      className="sig__canvas"
      disableScroll
      onTouchStart={event => onStart(pointOf(event))}
      onTouchMove={event => onMove(pointOf(event))}
    />
  )
}

function BrowserSurface({ id, onStart, onMove }: SurfaceProps) {
  const pointOf = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  return (
    <canvas
      id={id}
      className="sig__canvas"
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        onStart(pointOf(event))
      }}
      onPointerMove={event => event.buttons > 0 && onMove(pointOf(event))}
    />
  )
}
