import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// Answers every call at once with the same words: what remains is the SDK's and the connection's time.

const doc = JSON.stringify({ _id: 'o1', n: { $numberInt: '1' } })
const body = JSON.stringify({
  data: {
    list: Array.from({ length: 20 }, () => doc),
    insertedIds: ['o1'],
    updated: 1,
    deleted: 1,
    total: 1,
  },
  requestId: 'constant',
})

const server = createServer((req, res) => {
  req.resume().on('end', () => {
    res.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body)
  })
}).listen(0, '127.0.0.1', () => {
  process.stdout.write(`endpoint http://127.0.0.1:${(server.address() as AddressInfo).port}/admin\n`)
})
