// `npm run bundle`: builds dist/cloudfunctions and says how large each function is.
import { bundle } from './bundle-functions'

const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`

async function main(): Promise<void> {
  for (const { name, ownBytes, sdkBytes, laterBytes } of await bundle()) {
    console.log(
      `${name.padEnd(12)} own ${kilobytes(ownBytes)}, SDK ${kilobytes(sdkBytes)}, later ${kilobytes(laterBytes)}`,
    )
  }
}

void main()
