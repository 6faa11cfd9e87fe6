import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { drawMiniCode, type CodeImage } from '../cloud'
import { defineCollection } from '../store/collection'
import { table } from '../store/table'

// Codes that open a page of the mini program. A code is printed, photographed and passed on, so its scene is random and
// short (WeChat takes 32 characters) and what it stands for is stored here.

/** What a code stands for (collection `codes`, id = scene). */
const Code = z.object({
  _id: z.string(),
  communityId: z.string(),
  /** what it may be used for; the scene of one purpose is worth nothing for another */
  purpose: z.string(),
  /** id of what it leads to */
  targetId: z.string(),
  createdAt: z.date(),
  endsAt: z.date(),
})
export type Code = z.infer<typeof Code>

export interface CodeOrder extends Pick<Code, 'communityId' | 'purpose' | 'targetId' | 'endsAt'> {
  /** page of the mini program without leading slash and query; it reads the scene */
  page: string
}

/** 128 bits: nobody guesses one. 22 letters, digits, - and _. */
const newScene = (): string => randomBytes(16).toString('base64url')
const SCENE = /^[\w-]{22}$/

export const codes = defineCollection({
  name: 'codes',
  scope: 'community',
  subjects: [],
  schema: Code,
  indexes: { ends: { keys: { endsAt: 1 }, for: 'codes that are over' } },
  retention: { days: 30, from: 'endsAt', ground: 'a code that is over leads nowhere' },
})

const rows = table(codes)

/** @throws WeChat's error when it does not draw the code; nothing leads anywhere then */
export async function makeMiniCode(
  { page, ...order }: CodeOrder,
  now: Date,
): Promise<{ scene: string; image: CodeImage }> {
  const scene = newScene()
  const image = await drawMiniCode({ scene, page })
  await rows.add({ _id: scene, ...order, createdAt: now })
  return { scene, image }
}

/** @param scene as the page got it, decoded. @returns null for one that is not ours, of another purpose, or over */
export async function readMiniCode(purpose: string, scene: string, now: Date): Promise<Code | null> {
  if (!SCENE.test(scene)) return null
  const code = await rows.get(scene)
  return code && code.purpose === purpose && now < code.endsAt ? code : null
}
