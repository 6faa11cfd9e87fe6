import { Page } from '@/components/page'
import { useSession } from '@/lib/session'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { AboutSheet } from './about-sheet'
import { Houses } from './houses'
import { PersonHead } from './person-head'
import { Settings } from './settings'
import { useState } from 'react'
import './index.scss'

/** Who I am, my houses, and how the app looks. */
export default function MePage() {
  const { me, error, isLoading, refresh } = useSession()
  const [isAboutOpen, setIsAboutOpen] = useState(false)
  usePullRefresh(refresh)
  return (
    <Page title="我的" tab="me" load={{ data: me, error, isLoading, refresh }}>
      {me && (
        <>
          <PersonHead me={me} />
          <Houses />
          <Settings onAbout={() => setIsAboutOpen(true)} />
        </>
      )}
      <AboutSheet isOpen={isAboutOpen} onClose={() => setIsAboutOpen(false)} />
    </Page>
  )
}
