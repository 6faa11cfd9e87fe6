import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Note } from '@/components/note'
import { Page } from '@/components/page'
import { useParams } from '@/lib/use-params'
import { DOCUMENTS } from './documents'
import { CONSENT_VERSION } from '../../../../cloudfunctions/account/limits'
import { DOCUMENT_TITLES } from './titles'
import './index.scss'

/** 2026 年 11 月版 */
const edition = (version: string): string => {
  const [year, month] = version.split('-')
  return `${year} 年 ${Number(month)} 月版`
}

/** One of the two documents a person agrees to, whole. */
export default function TermsPage() {
  const name = useParams().doc === 'privacy' ? 'privacy' : 'terms'
  const { summary, parts } = DOCUMENTS[name]
  return (
    <Page title={DOCUMENT_TITLES[name]}>
      <Card className="terms">
        <View className="cap">{edition(CONSENT_VERSION)}</View>
        <Note className="mt-3">{summary}</Note>
        {parts.map(part => (
          <View className="terms__part" key={part.title}>
            <View className="t3">{part.title}</View>
            {part.paragraphs.map(paragraph => (
              <View className="terms__text mt-2" key={paragraph}>
                {paragraph}
              </View>
            ))}
          </View>
        ))}
      </Card>
    </Page>
  )
}
