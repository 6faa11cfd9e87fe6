/** What the person who holds the phone does when the mini program asks, and the state of the phone. */
export interface Phone {
  network: 'wifi' | 'none'
  theme: 'light' | 'dark'
  /** answer to WeChat's own privacy question */
  agreesToPrivacy: boolean
  /** whether WeChat may use camera and album, as its settings say */
  allowsCamera: boolean
  /** answer to a request to send messages */
  subscribe: 'accept' | 'reject' | 'ban'
  /** code behind the number of the account; null: the person says no */
  phoneCode: string | null
  /** files of the next choices from camera or album, one list per choice; none left: cancelled */
  photos: string[][]
  /** files of the next choices from a chat */
  documents: string[][]
  /** what the camera reads next */
  scans: string[]
  /** whether the password is typed when asked to pay */
  pays: boolean
}

export const newPhone = (): Phone => ({
  network: 'wifi',
  theme: 'light',
  agreesToPrivacy: false,
  allowsCamera: true,
  subscribe: 'accept',
  phoneCode: null,
  photos: [],
  documents: [],
  scans: [],
  pays: true,
})
