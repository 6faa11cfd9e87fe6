// WeChat shrinks photos while choosing them; a browser does not, and a camera's ten megabytes would be refused.

const LONGEST_SIDE = 1600
const QUALITY = 0.85
const SMALL_ENOUGH = 400 * 1024

const toJpeg = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))

/** The photo with its longest side at most 1600; as it was when it is small already or cannot be read. */
export async function shrinkPhoto(photo: Blob): Promise<Blob> {
  if (photo.size <= SMALL_ENOUGH) return photo
  try {
    const image = await createImageBitmap(photo)
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return (await toJpeg(canvas)) ?? photo
  } catch {
    return photo
  }
}
