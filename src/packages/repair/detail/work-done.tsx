import { View } from '@tarojs/components'
import { BeforeAfter } from '@/components/before-after'
import { Card } from '@/components/card'
import { Kv } from '@/components/kv'
import { PhotoRow } from '@/components/photos'
import { Picture } from '@/components/picture'
import { Section } from '@/components/section'
import { clock, dayTime, duration } from '@/lib/format'
import type { RepairDetail } from '@/lib/repair-words'
import type { OrderProps } from './acts'
import { partsText } from './words'

type Work = NonNullable<RepairDetail['work']>

/** What the technician reported, once it is finished, and who accepted it. */
export function WorkDone({ order, now }: OrderProps) {
  const { work, confirmation } = order
  if (!work?.finishedAt) return null
  const parts = partsText(work.parts)
  return (
    <Section title="维修结果">
      <Card className="work-done">
        <WorkPhotos work={work} />
        <View className="tx pre mt-3 order__text">{work.summary}</View>
        <View className="mt-2">
          {parts && <Kv name="用料">{parts}</Kv>}
          {work.checks.length > 0 && <Kv name="现场检查">{work.checks.join('、')}</Kv>}
          <Kv name="完工">{`${dayTime(work.finishedAt, now)}${tookText(work)}`}</Kv>
          {confirmation && (
            <Kv name="验收">
              {confirmation.isByLapse
                ? `到期没有处理，${dayTime(confirmation.at, now)} 视为通过`
                : `${confirmation.by} ${dayTime(confirmation.at, now)}`}
            </Kv>
          )}
        </View>
        {confirmation?.signature?.url && (
          <View className="work-done__sign mt-2">
            <Picture
              className="work-done__ink"
              src={confirmation.signature.url}
              label={`${confirmation.by}的签名`}
            />
          </View>
        )}
      </Card>
    </Section>
  )
}

/** Before and after side by side; with pictures of one kind only, a row of them. */
export function WorkPhotos({ work, isShort }: { work: Work; isShort?: boolean }) {
  const [before, ...moreBefore] = work.photosBefore
  const [after, ...moreAfter] = work.photosAfter
  if (!before?.url) return <PhotoRow photos={work.photosAfter} label="维修后照片" />
  return (
    <>
      <BeforeAfter
        hasCaption={!isShort}
        before={{ url: before.url, time: work.arrivedAt ? clock(work.arrivedAt) : '' }}
        after={{ url: after?.url, time: work.finishedAt ? clock(work.finishedAt) : '' }}
      />
      {!isShort && <PhotoRow photos={[...moreBefore, ...moreAfter]} label="更多照片" />}
    </>
  )
}

function tookText({ arrivedAt, finishedAt }: Work): string {
  if (!arrivedAt || !finishedAt) return ''
  return `，现场用时 ${duration(Date.parse(finishedAt) - Date.parse(arrivedAt))}`
}
