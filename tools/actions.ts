// `npm run -s actions`: every action of every function with its permission and the JSON Schema of its input.
import { describeActions } from './action-tables'

async function main(): Promise<void> {
  console.log(JSON.stringify(await describeActions(), null, 2))
}

void main()
