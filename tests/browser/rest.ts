import type { Page } from 'playwright-core'

// Run in the page, as text, because these tests are not compiled for a browser. What turns for ever (a spinner) and
// pictures that wait to be scrolled to are not waited for; the grey cards of a page that loads are.
const REST = `(async () => {
  const frame = () => new Promise(requestAnimationFrame)
  const ends = motion => motion.playState === 'running' && Number.isFinite(motion.effect.getComputedTiming().endTime)
  const motions = () => document.getAnimations().filter(ends).map(motion => motion.finished)
  const coming = image => !image.complete && image.loading !== 'lazy'
  const pictures = () => [...document.images].filter(coming).map(image => image.decode())
  const isLoading = () => [...document.querySelectorAll('.skel')].some(card => card.offsetParent)
  do {
    await Promise.allSettled([...motions(), ...pictures()])
    await frame()
    await frame()
  } while (motions().length || pictures().length || isLoading())
})()`

/** Waits until everything is drawn and every motion that ends has ended. */
export const rest = (page: Page): Promise<unknown> => page.evaluate(REST)
