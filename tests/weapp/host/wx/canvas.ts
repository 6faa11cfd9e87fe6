import { deflateSync } from 'node:zlib'
import { crc32 } from './crc'

// A board for lines: enough for a signature. Nothing else can be drawn here, and asking for it fails.

const WHITE = 255
const BLACK = 0

/** A 2d canvas that keeps which points lines went through. */
export interface Canvas {
  width: number
  height: number
  getContext(kind: string): object
  /** true when a line was drawn since the last clear */
  isInked(): boolean
  toPng(): Buffer
}

interface Point {
  x: number
  y: number
}

function contextOf(canvas: { width: number; height: number }, inked: Point[]) {
  let scale = 1
  let path: Point[] = []
  const to = (x: number, y: number) => void path.push({ x: x * scale, y: y * scale })
  return {
    strokeStyle: '',
    fillStyle: '',
    lineWidth: 1,
    lineCap: '',
    lineJoin: '',
    scale: (x: number) => void (scale *= x),
    setTransform: (x: number) => void (scale = x),
    beginPath: () => void (path = []),
    moveTo: to,
    lineTo: to,
    quadraticCurveTo: (_cx: number, _cy: number, x: number, y: number) => to(x, y),
    stroke: () => void inked.push(...path),
    clearRect: () => void inked.splice(0),
    fillRect: () => undefined,
    canvas,
  }
}

export function openCanvas(width: number, height: number): Canvas {
  const inked: Point[] = []
  const canvas: Canvas = {
    width,
    height,
    getContext(kind) {
      if (kind !== '2d') throw new Error(`canvas.getContext('${kind}') is not supported by the local host`)
      return refusing(contextOf(canvas, inked), 'CanvasContext')
    },
    isInked: () => inked.length > 0,
    toPng: () => png(canvas.width, canvas.height, inked),
  }
  return canvas
}

/** Using what is not there names itself instead of being quietly undefined. */
function refusing<T extends object>(target: T, name: string): T {
  return new Proxy(target, {
    get(at, key, receiver) {
      if (typeof key === 'string' && !(key in at) && key !== 'then')
        throw new Error(`${name}.${key} is not supported by the local host`)
      return Reflect.get(at, key, receiver) as unknown
    },
  })
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

/** Grey, eight bits, one filter byte in front of each row. */
function png(width: number, height: number, points: Point[]): Buffer {
  const row = Math.ceil(width) + 1
  const rows = Buffer.alloc(row * Math.ceil(height), WHITE)
  for (let y = 0; y < Math.ceil(height); y++) rows[y * row] = 0
  for (const { x, y } of points) {
    const isInside = x >= 0 && y >= 0 && x < width && y < height
    if (isInside) rows[Math.floor(y) * row + 1 + Math.floor(x)] = BLACK
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(row - 1, 0)
  header.writeUInt32BE(Math.ceil(height), 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...parts])
}
