// One request after the other, by turns to each way, so that whatever else the machine does meets all alike.
import http from 'node:http'

const requests = Number(process.argv[2])
const ways = { direct: 4041, forwarded: 4043, judged: 4042 }
const agents = Object.fromEntries(Object.keys(ways).map(way => [way, new http.Agent({ keepAlive: true, maxSockets: 1 })]))

function send(way, method, path, body, token) {
  return new Promise((resolve, reject) => {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) }
    const started = process.hrtime.bigint()
    const request = http.request({ host: '127.0.0.1', port: ways[way], agent: agents[way], method, path: `/sig${path}`, headers }, answer => {
      const chunks = []
      answer.on('data', chunk => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString(), ms: Number(process.hrtime.bigint() - started) / 1e6 }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

const login = JSON.stringify({ email: 'alice@example.com', password: 'open-sesame-1' })
const cases = {
  'GET /api/me, let in': { make: async way => JSON.parse((await send(way, 'POST', '/api/login', login)).text).token, ask: (way, token) => send(way, 'GET', '/api/me', undefined, token), status: 200 },
  'POST /api/login, answer held': { make: async () => undefined, ask: way => send(way, 'POST', '/api/login', login), status: 200 },
}

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
console.log(`${requests} requests each way, by turns; milliseconds`)
for (const [name, { make, ask, status }] of Object.entries(cases)) {
  const tokens = {}
  for (const way in ways) tokens[way] = await make(way)
  const times = Object.fromEntries(Object.keys(ways).map(way => [way, []]))
  const rounds = name.includes('held') ? Math.ceil(requests / 4) : requests
  const warm = Math.ceil(rounds / 4)
  for (let i = -warm; i < rounds; i++) {
    for (const way in ways) {
      const answer = await ask(way, tokens[way])
      if (answer.status !== status) throw new Error(`${name} ${way}: ${answer.status} ${answer.text}`)
      if (i >= 0) times[way].push(answer.ms)
    }
  }
  for (const way in ways) times[way].sort((a, b) => a - b)
  const [direct50, direct99] = [at(times.direct, 0.5), at(times.direct, 0.99)]
  for (const way in ways) {
    const [p50, p99] = [at(times[way], 0.5), at(times[way], 0.99)]
    const added = way === 'direct' ? '' : `  added ${(p50 - direct50).toFixed(3)} at the median, ${(p99 - direct99).toFixed(3)} at p99; ${(p50 / direct50).toFixed(2)} times direct`
    console.log(`${name.padEnd(30)} ${way.padEnd(10)} median ${p50.toFixed(3)}  p99 ${p99.toFixed(3)}${added}`)
  }
}
process.exit(0)
