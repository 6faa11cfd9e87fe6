import type { Asked } from './answer'
import type { Canvas } from './canvas'
import type { PhoneFiles } from './files'

/** Writes what is on a canvas into a file, as a real PNG. */
export function canvasToTempFilePath(files: PhoneFiles, { canvas, fileType = 'png' }: Asked) {
  if (!canvas) throw new Error('parameter error: only the canvas of type 2d is known to the local host')
  if (fileType !== 'png') throw new Error(`fileType ${String(fileType)} is not known to the local host`)
  return { tempFilePath: files.write('.png', (canvas as Canvas).toPng()) }
}
