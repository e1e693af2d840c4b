import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('plots.mjs', import.meta.url))
const run = JSON.parse(readFileSync(new URL('../performance.json', import.meta.url), 'utf8'))

test('a server that failed in one round is drawn from the others', () => {
  const plots = draw(run.measurements.map((m) => m.server === 'stage-08-nonblocking' && m.round === 2 ? failed(m) : m))
  for (const [name, svg] of Object.entries(plots)) assert.doesNotMatch(svg, /NaN|undefined|Infinity/, name)
  const rates = run.measurements
    .filter((m) => m.load === 'ping-pong-64' && m.server === 'stage-08-nonblocking' && m.round !== 2)
    .map((m) => m.requestsPerSecond).sort((a, b) => a - b)
  const middle = (rates.length - 1) / 2
  const median = (rates[Math.floor(middle)] + rates[Math.ceil(middle)]) / 2
  const shown = median.toLocaleString('en', { maximumSignificantDigits: 3 })
  assert.ok(plots['bench-ping-pong.svg'].includes(`stage-08-nonblocking ${shown}`), shown)
})

test('a server that failed in all rounds is drawn as failed', () => {
  const plots = draw(run.measurements.map((m) => m.server === 'stage-08-nonblocking' ? failed(m) : m))
  for (const [name, svg] of Object.entries(plots)) assert.doesNotMatch(svg, /NaN|undefined|Infinity/, name)
  assert.match(plots['bench-ping-pong.svg'], /stage-08-nonblocking ✘ no reply/)
})

test('results that are no run are refused', () => {
  const { status, stderr } = spawnSync('node', [script, script, tmpdir()], { encoding: 'utf8' })
  assert.equal(status, 1)
  assert.match(stderr, /is not what \.\/xps bench --json writes/)
})

/** As the measurement of a load that failed is written: what identifies it, and the reason. */
function failed({ load, server, round, connections, lineBytes, inFlight, idle, silent }) {
  return { load, server, round, connections, lineBytes, inFlight, idle, silent, failure: 'connection 1: no reply for 10.0 s' }
}

function draw(measurements) {
  const folder = mkdtempSync(join(tmpdir(), 'plots'))
  try {
    const results = join(folder, 'results.json')
    writeFileSync(results, JSON.stringify({ ...run, measurements }))
    const { status, stderr } = spawnSync('node', [script, results, folder], { encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    const names = readdirSync(folder).filter((name) => name.endsWith('.svg'))
    assert.equal(names.length, 9)
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
