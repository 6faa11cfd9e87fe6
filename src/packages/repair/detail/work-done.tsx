import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { BeforeAfter } from '@/components/before-after'
import { Card } from '@/components/card'
import { Kv } from '@/components/kv'
import { PhotoRow } from '@/components/photos'
import { Picture } from '@/components/picture'
import { Section } from '@/components/section'
import { Tap } from '@/components/tap'
import { clock, dayTime, duration } from '@/lib/format'
import type { RepairDetail } from '@/entries/repair/words'
import type { OrderProps } from './acts'
import { partsText } from './words'

type Work = NonNullable<RepairDetail['work']>
type Photo = RepairDetail['photos'][number]

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

interface WorkPhotosProps {
  work: Work
  /** only the pair, where room is short */
  isShort?: boolean
}

/** Before and after side by side; without a picture of before, the first two of after. */
export function WorkPhotos({ work, isShort }: WorkPhotosProps) {
  const [before, ...moreBefore] = work.photosBefore
  const [after, ...moreAfter] = work.photosAfter
  if (!before?.url) return <AfterOnly photos={work.photosAfter} isShort={isShort} />
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

const LARGE = 2

function AfterOnly({ photos, isShort }: { photos: Photo[]; isShort?: boolean }) {
  const urls = photos.flatMap(({ url }) => url ?? [])
  if (urls.length === 0) return <PhotoRow photos={photos} label="维修后照片" />
  return (
    <>
      <View className="ba">
        {urls.slice(0, LARGE).map((url, index) => (
          <View className="ba__i" key={url}>
            <Tap
              className="ba__p"
              label={`看维修后照片 ${index + 1}`}
              onTap={() => void Taro.previewImage({ urls, current: url })}
            >
              <Picture className="ba__img" src={url} />
            </Tap>
          </View>
        ))}
      </View>
      {!isShort && <PhotoRow photos={photos.slice(LARGE)} label="更多照片" />}
    </>
  )
}

function tookText({ arrivedAt, finishedAt }: Work): string {
  if (!arrivedAt || !finishedAt) return ''
  return `，现场用时 ${duration(Date.parse(finishedAt) - Date.parse(arrivedAt))}`
}
