import Taro from '@tarojs/taro'
import { useCallback, useRef } from 'react'
import { isH5 } from '@/lib/platform'
import type { Paper, Pen } from './ink'

interface Board extends Paper {
  canvas: HTMLCanvasElement
  pen: Pen
}

interface CanvasNode {
  /** missing where nothing can be drawn */
  node?: HTMLCanvasElement
  width: number
  height: number
}

function nodeInBrowser(id: string): Promise<CanvasNode | undefined> {
  const node = document.getElementById(id)
  if (!(node instanceof HTMLCanvasElement)) return Promise.resolve(undefined)
  return Promise.resolve({ node, width: node.clientWidth, height: node.clientHeight })
}

const nodeInWeChat = (id: string): Promise<CanvasNode | undefined> =>
  new Promise(resolve => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true, size: true })
      .exec(([found]: [CanvasNode | null]) => resolve(found ?? undefined))
  })

function prepare({ node, width, height }: CanvasNode): Board | undefined {
  if (!node) return undefined
  const pixelRatio = isH5 ? window.devicePixelRatio || 1 : Taro.getWindowInfo().pixelRatio
  node.width = width * pixelRatio
  node.height = height * pixelRatio
  const pen = node.getContext('2d')
  return pen ? { canvas: node, pen, width, height, pixelRatio } : undefined
}

/** The drawing surface with this id, found when it is first needed: before that it has no size. */
export function useCanvas(id: string): () => Promise<Board | undefined> {
  const board = useRef<Board>()
  return useCallback(async () => {
    if (board.current) return board.current
    const found = await (isH5 ? nodeInBrowser(id) : nodeInWeChat(id))
    board.current = found && prepare(found)
    return board.current
  }, [id])
}

/** Path of a PNG file with what is on the canvas now. */
export function savePng(canvas: HTMLCanvasElement): Promise<string> {
  if (!isH5) {
    // Taro types the canvas of WeChat; at run time it is that one
    const options = { canvas: canvas as unknown as Taro.Canvas, fileType: 'png' as const }
    return Taro.canvasToTempFilePath(options).then(({ tempFilePath }) => tempFilePath)
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      blob => (blob ? resolve(URL.createObjectURL(blob)) : reject(new Error('empty canvas'))),
      'image/png',
    ),
  )
}
