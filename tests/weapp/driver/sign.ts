import type { App } from './app'

const at = (x: number, y: number) => ({ identifier: 0, x, y, pageX: x, pageY: y, clientX: x, clientY: y })

/** Draws a short line on a canvas with one finger. */
export async function signOn(app: App, selector: string): Promise<void> {
  const canvas = await app.see(selector)
  await canvas.touchstart({ touches: [at(40, 60)], changeTouches: [at(40, 60)] })
  for (let x = 60; x <= 200; x += 20)
    await canvas.touchmove({ touches: [at(x, 60 + (x % 40))], changeTouches: [] })
  await canvas.touchend({ touches: [], changeTouches: [at(200, 60)] })
}
