// Strokes of a signature, apart from any canvas.

export interface Point {
  x: number
  y: number
}

export type Stroke = Point[]

export interface Paper {
  /** of the canvas in css pixels */
  width: number
  height: number
  pixelRatio: number
}

export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'quadraticCurveTo'
  | 'stroke'
  | 'clearRect'
  | 'fillRect'
  | 'setTransform'
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
>

const LINE_WIDTH = 3

function drawStroke(pen: Pen, stroke: Stroke): void {
  const [first, ...rest] = stroke
  if (!first) return
  pen.beginPath()
  pen.moveTo(first.x, first.y)
  // through the middles, so that corners of a fast hand become curves
  rest.forEach((point, index) => {
    const from = stroke[index]!
    pen.quadraticCurveTo(from.x, from.y, (from.x + point.x) / 2, (from.y + point.y) / 2)
  })
  const last = rest.at(-1) ?? { x: first.x + 0.1, y: first.y }
  pen.lineTo(last.x, last.y)
  pen.stroke()
}

/** Draws everything anew in `ink`; on `ground` when the picture must not be transparent. */
export function drawInk(
  pen: Pen,
  paper: Paper,
  { strokes, ink, ground }: { strokes: Stroke[]; ink: string; ground?: string },
) {
  pen.setTransform(paper.pixelRatio, 0, 0, paper.pixelRatio, 0, 0)
  pen.clearRect(0, 0, paper.width, paper.height)
  if (ground) {
    pen.fillStyle = ground
    pen.fillRect(0, 0, paper.width, paper.height)
  }
  pen.strokeStyle = ink
  pen.lineWidth = LINE_WIDTH
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  strokes.forEach(stroke => drawStroke(pen, stroke))
}
