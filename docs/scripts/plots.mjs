// node plots.mjs RESULTS.json DIR [--check]: draws DIR/bench-*.svg from what ./xps bench --json wrote; with --check, tells
// which of them differ from what it would draw.
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse, textMetrics, View } from 'vega'
import { compile } from 'vega-lite'
import { card, keep, text, width } from './svg.mjs'

const edge = 20
const inner = width - 2 * edge
const gap = 16
const nameWidth = 160
const tickWidth = 62 // of 120,000
const besideWidth = 84
const overhang = 20 // what the last tick's label needs to the right
const spreadNote = 'thin line: from the least to the most of all rounds'

const own = new Set([
  '01-sequential', '02-threads', '03-selector', 'stage-06-listener', 'stage-07-core-loop', 'stage-08-nonblocking',
  'stage-09-production', 'epoll', 'async-channels', 'virtual-threads', '8-poll'
])

/** How a server's line looks, in every plot that has lines. */
const lines = {
  'stage-08-nonblocking': { color: 'var(--calm-line)', shape: 'circle', dash: [1, 0] },
  'virtual-threads': { color: 'var(--calm-line)', shape: 'diamond', dash: [2, 3] },
  '8-poll': { color: 'var(--wait-line)', shape: 'triangle-up', dash: [1, 0] },
  'netty-epoll': { color: 'var(--wait-line)', shape: 'triangle-up', dash: [1, 0] },
  c: { color: 'var(--text)', shape: 'square', dash: [6, 4] }
}

const config = {
  aria: false, background: null, padding: 0, font: "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  view: { stroke: null },
  axis: {
    labelColor: 'var(--muted)', labelFontSize: 15, titleColor: 'var(--muted)', titleFontSize: 15, titleFontWeight: 'normal',
    domain: false, ticks: false, gridColor: 'var(--edge)', labelLimit: 0, labelPadding: 8, labelFlush: false
  },
  legend: {
    labelColor: 'var(--text)', labelFontSize: 15, labelLimit: 0, title: null, orient: 'top', columns: 2, symbolSize: 90,
    symbolStrokeWidth: 0
  },
  text: { fontSize: 15, color: 'var(--text)' },
  rule: { color: 'var(--text)' }
}

textMetrics.width = (item, words) => 0.54 * words.length * item.fontSize // the browser chooses the font, so this is a guess

const { results, folder, check } = options()

function options() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
    if (positionals.length !== 2) throw new Error('which results, and where to?')
    return { results: read(positionals[0]), folder: positionals[1], ...values }
  } catch (error) {
    give(2, `${error.message} usage: node plots.mjs RESULTS.json DIR [--check]`)
  }
}

function read(file) {
  if (!existsSync(file)) give(1, `no file ${file}: ./xps bench --json ${file} writes it`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    give(1, `${file} is not what ./xps bench --json writes: ${error.message}`)
  }
}

function give(status, message) {
  console.error(`plots: ${message}`)
  process.exit(status)
}

/** The rounds of a load; of one server, if it is named. */
function rounds(load, server) {
  return results.measurements.filter((round) => round.load === load && (!server || round.server === server))
}

/** The servers of a load, in the order in which they were measured. */
function serversOf(load) {
  return [...new Set(rounds(load).map(({ server }) => server))]
}

/** The median of the rounds that did not fail, the least and the most; if all have failed, how. */
function summary(load, server, quantity) {
  const all = rounds(load, server)
  return { server, ...spread(all.filter(served).map(quantity)), failure: all.some(served) ? undefined : all[0].failure }
}

function served({ failure }) {
  return !failure
}

function spread(values) {
  const sorted = values.filter((value) => value != null).sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return { value: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2, low: sorted[0], high: sorted.at(-1) }
}

function symptom(failure) {
  return `✘ ${/wrong reply|no reply|refused|reset|closed|died/.exec(failure)?.[0] ?? 'failed'}`
}

function number(value) {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}

/** A bar for each server, the best on top; those that failed are at the end. */
function bars(rows, best) {
  const good = rows.filter(served).sort((a, b) => best === 'most' ? b.value - a.value : a.value - b.value)
  const failed = rows.filter(({ failure }) => failure)
  const values = [
    ...good.map((row) => ({ ...row, label: number(row.value), own: own.has(row.server) })),
    ...failed.map(({ server, failure }) => ({ server, low: 0, high: 0, label: symptom(failure), failed: true }))
  ]
  const most = Math.max(1e-9, ...good.map(({ high }) => high))
  return {
    sentence: `${values.map(({ server, label }) => `${server} ${label}`).join(', ')}.`,
    spec: {
      width: inner - nameWidth,
      height: { step: 24 },
      data: { values },
      encoding: {
        y: {
          field: 'server', sort: null, title: null, scale: { paddingInner: 0.3 },
          axis: {
            minExtent: nameWidth, maxExtent: nameWidth,
            labelColor: { condition: { test: isOwn('datum.value'), value: 'var(--text)' }, value: 'var(--muted)' },
            labelFontWeight: { condition: { test: isOwn('datum.value'), value: 600 }, value: 400 }
          }
        },
        x: { type: 'quantitative', axis: null, scale: { domain: [0, 1.6 * most], nice: false, clamp: true } } // room for labels
      },
      layer: [
        {
          mark: 'bar',
          encoding: {
            x: { field: 'value' },
            color: { condition: { test: 'datum.own', value: 'var(--calm-line)' }, value: 'var(--muted)' },
            opacity: { value: 0.75 }
          }
        },
        { mark: { type: 'rule', strokeWidth: 1.5 }, encoding: { x: { field: 'low' }, x2: { field: 'high' } } },
        {
          mark: { type: 'text', align: 'left', dx: 6 },
          encoding: {
            x: { field: 'high' }, text: { field: 'label' },
            color: { condition: { test: 'datum.failed', value: 'var(--wait-line)' }, value: 'var(--text)' }
          }
        }
      ]
    }
  }
}

function isOwn(name) {
  return `indexof(${JSON.stringify([...own])}, ${name}) >= 0`
}

/** A line for each server, with the spread of each point. */
function curves(rows, { x, y, height = 240, legend = true }) {
  const servers = Object.keys(lines).filter((server) => rows.some((row) => row.server === server))
  const look = (property) => ({
    field: 'server', legend: legend ? {} : null,
    scale: { domain: servers, range: servers.map((server) => lines[server][property]) }
  })
  return {
    sentence: servers.map((server) => `${server}: ${rows.filter((row) => row.server === server)
      .map((row) => row.failure ? symptom(row.failure) : number(row.value)).join(', ')}.`).join(' '),
    failed: rows.filter(({ failure }) => failure).map(({ server, x, failure }) =>
      `${symptom(failure)}: ${server}${x ? ` with ${number(x)} connections` : ''}`),
    spec: {
      width: inner - tickWidth - overhang,
      height,
      data: { values: rows.filter(served) },
      encoding: {
        x: { field: 'x', type: 'quantitative', ...x },
        y: { type: 'quantitative', title: null, ...y, axis: { minExtent: tickWidth, maxExtent: tickWidth, ...y.axis } },
        color: look('color')
      },
      layer: [
        { mark: { type: 'line', strokeWidth: 2.5 }, encoding: { y: { field: 'value' }, strokeDash: look('dash') } },
        { mark: { type: 'rule', strokeWidth: 1.5 }, encoding: { y: { field: 'low' }, y2: { field: 'high' } } },
        { mark: { type: 'point', filled: true, size: 70, opacity: 1 }, encoding: { y: { field: 'value' }, shape: look('shape') } }
      ]
    }
  }
}

/** An axis of powers, such as 1 10 100; \`label\` is an expression of \`datum.value\`. */
function powers(rows, label) {
  const all = rows.flatMap(({ value, low, high }) => [value, low, high]).filter((value) => value > 0)
  const [least, most] = all.length ? [Math.min(...all), Math.max(...all)] : [1, 1000] // nobody replied
  const steps = most / least > 300 ? [1] : [1, 2, 5]
  const values = Array.from({ length: 12 }, (_, i) => steps.map((step) => step * 10 ** (i - 3))).flat()
  const from = values.findLast((value) => value <= least)
  const to = values.find((value) => value >= most)
  return {
    scale: { type: 'log', domain: [from, to], nice: false },
    axis: { values: values.filter((value) => value >= from && value <= to), ...label && { labelExpr: label } }
  }
}

const time = `datum.value < 1e3 ? datum.value + ' µs'
  : datum.value < 1e6 ? datum.value / 1e3 + ' ms' : datum.value / 1e6 + ' s'`
const count = "format(datum.value, ',')"
const share = "format(1 - 1 / datum.value, '.4~p')"

async function plot({ title, note = [], description, panels }) {
  const body = note.map((line, i) => text(edge, 60 + 22 * i, line, 'muted'))
  let y = 44 + 22 * note.length + gap
  for (const { heading, spec, failed = [] } of panels) {
    if (heading) {
      body.push(text(edge, y + 14, heading, own.has(heading) ? 'strong' : ''))
      y += 28
    }
    const svg = await new View(parse(compile(spec, { config }).spec), { renderer: 'none' }).toSVG()
    const [, height, content] = /height="([\d.]+)"[^>]*>(.*)<\/svg>/s.exec(svg)
    body.push(`<g transform="translate(${edge},${y})">${content}</g>`)
    y += Math.ceil(height) + gap
    for (const line of failed) body.push(text(edge, (y += 24) - gap, line, 'failed'))
  }
  return card({
    title, height: y + 4, style: '\n  .strong { font-weight: 600 }\n  .failed { fill: var(--wait-line) }', body,
    description: [description, ...panels.map(({ sentence }) => sentence)].join(' ')
  })
}

function byServer(load, quantity) {
  return serversOf(load).map((server) => summary(load, server, quantity))
}

function throughput(load, title, note, quantity = (round) => round.requestsPerSecond) {
  return {
    title, note: [note, spreadNote],
    description: 'A bar for each server, the quickest on top.',
    panels: [bars(byServer(load, quantity), 'most')]
  }
}

function pingPong() {
  return throughput('ping-pong-64', 'Ping-pong: requests per second', '64 connections, one line of 64 bytes each')
}

function pipelined() {
  return throughput('pipelined', 'Pipelined: requests per second', '64 connections, 16 lines of 64 bytes under way')
}

function bulk() {
  return throughput('bulk', 'Bulk: megabytes per second', '4 connections, 16 lines of 4 KiB under way',
    (round) => round.megabytesPerSecond)
}

function cpu() {
  return {
    title: 'CPU of the server per request, in µs',
    note: ['ping-pong, 64 connections', spreadNote],
    description: 'A bar for each server, the cheapest on top.',
    panels: [bars(byServer('ping-pong-64', (round) => round.cpuMicrosPerRequest), 'least')]
  }
}

function latency() {
  const servers = serversOf('open-loop').filter((server) => lines[server])
  const rows = servers.flatMap((server) => {
    const { failure } = summary('open-loop', server, () => 0)
    if (failure) return [{ server, failure }]

    const points = rounds('open-loop', server).filter(served).flatMap((round) => round.percentiles)
    const percentiles = [...new Set(points.map(([percentile]) => percentile))].filter((percentile) => percentile < 100)
    return percentiles.map((percentile) => ({
      server,
      x: Math.round(1e4 / (100 - percentile)) / 100,
      ...spread(points.filter(([other]) => other === percentile).map(([, micros]) => micros))
    }))
  })
  const x = { title: null, scale: { type: 'log', nice: false }, axis: { values: [2, 10, 100, 1000, 10000], labelExpr: share } }
  return {
    title: 'How long a reply takes',
    note: ['open loop, 64 connections', '99%: of 100 requests, 99 take at most this long'],
    description: 'Latency against percentiles, a line for each server.',
    panels: rows.length ? [curves(rows, { x, y: powers(rows, time) })] : []
  }
}

const connections = { 'ping-pong-1': 1, 'ping-pong-64': 64, 'ping-pong-1000': 1000 }
const busy = { 'busy-1': 1, 'busy-10': 10, 'busy-100': 100, 'busy-1000': 1000, 'busy-10000': 10000 }

/** A point for each of these loads and each server that has a line. */
function against(loads, quantity) {
  return Object.entries(loads).flatMap(([load, x]) =>
    byServer(load, quantity).filter(({ server }) => lines[server]).map((row) => ({ ...row, x })))
}

function many() {
  const rates = against(connections, (round) => round.requestsPerSecond)
  const memory = against(connections, (round) => round.residentBytes / 2 ** 20)
  const x = { title: 'connections', ...powers([{ value: 1 }, { value: 1000 }]) }
  x.axis.values = Object.values(connections)
  const y = { axis: { tickCount: 5, format: ',d' }, scale: { zero: true } }
  return {
    title: 'More connections', note: ['ping-pong, lines of 64 bytes'],
    description: 'Requests per second, then memory, against the number of connections: a line for each server.',
    panels: rates.length ? [
      { heading: 'Requests per second', ...curves(rates, { x, y, height: 180 }) },
      { heading: 'Resident memory, in MiB', ...curves(memory, { x, y, height: 180, legend: false }), failed: [] }
    ] : []
  }
}

function idle() {
  const rows = byServer('idle-10000', ({ residentBytesBefore, residentBytes, idle }) =>
    residentBytes == null ? null : (residentBytes - residentBytesBefore) / idle / 1024)
  return {
    title: 'Memory per idle connection, in KiB',
    note: ['10,000 connections that do nothing', spreadNote],
    description: 'A bar for each server, the smallest on top.',
    panels: [bars(rows, 'least')]
  }
}

function wakeUp() {
  const rows = against(busy, (round) => round.cpuMicrosPerRequest)
  const x = {
    title: 'connections, of which one is busy', ...powers(Object.values(busy).map((value) => ({ value })), count)
  }
  return {
    title: 'One busy client among idle ones', note: ['CPU of the server per message'],
    description: 'CPU per message against the number of connections, of which one is busy: a line for each server.',
    panels: rows.length ? [curves(rows, { x, y: powers(rows, time) })] : []
  }
}

const silentLoads = { 'silent-0': 'alone', 'silent-1': 'beside 1', 'silent-100': 'beside 100' }
const silentServers = ['stage-07-core-loop', 'stage-08-nonblocking', 'netty-epoll', 'netty-writability']

function silent() {
  const rows = silentServers.flatMap((server) => Object.entries(silentLoads)
    .filter(([load]) => rounds(load, server).length)
    .map(([load, beside]) => {
      const { value: p50, failure } = summary(load, server, (round) => round.p50Us)
      return { server, beside, p50, p99: summary(load, server, (round) => round.p99Us).value, failure }
    }))
  const x = powers(rows.filter(served).flatMap(({ p50, p99 }) => [{ value: p50 }, { value: p99 }]), time)
  const [, right] = x.scale.domain
  const of = (server) => rows.filter((row) => row.server === server)
  const servers = silentServers.filter((server) => of(server).length)
  const row = (server, last) => ({
    heading: server,
    sentence: `${server}: ${of(server).map(({ beside, p50, p99, failure }) =>
      `${beside}, ${failure ? symptom(failure) : `${number(p50)} and ${number(p99)} µs`}`).join('; ')}.`,
    spec: {
      width: inner - besideWidth - overhang,
      height: { step: 24 },
      data: { values: of(server).map((row) => ({ ...row, ...row.failure && { at: right, label: symptom(row.failure) } })) },
      encoding: {
        y: {
          field: 'beside', type: 'nominal', sort: null, title: null,
          axis: { minExtent: besideWidth, maxExtent: besideWidth }
        },
        x: { type: 'quantitative', title: null, ...x, axis: { ...x.axis, labels: last, grid: true } },
        color: { value: own.has(server) ? 'var(--calm-line)' : 'var(--muted)' }
      },
      layer: [
        { mark: { type: 'rule', strokeWidth: 2.5 }, encoding: { x: { field: 'p50' }, x2: { field: 'p99' } } },
        { mark: { type: 'point', filled: true, size: 90, opacity: 1 }, encoding: { x: { field: 'p50' } } },
        { mark: { type: 'point', fill: 'var(--card)', size: 80, opacity: 1 }, encoding: { x: { field: 'p99' } } },
        {
          mark: { type: 'text', align: 'right' },
          encoding: { x: { field: 'at' }, text: { field: 'label' }, color: { value: 'var(--wait-line)' } }
        }
      ]
    }
  })
  return {
    title: 'Beside clients that never read', note: ['latency of 16 healthy clients:', '● median, ○ 99th percentile'],
    description: 'The median and the 99th percentile of the healthy clients’ latency, beside none, 1 and 100 silent ones.',
    panels: servers.map((server) => row(server, server === servers.at(-1)))
  }
}

/** Each plot, and the loads that it shows. */
const plots = {
  'bench-ping-pong.svg': [pingPong, ['ping-pong-64']],
  'bench-pipelined.svg': [pipelined, ['pipelined']],
  'bench-bulk.svg': [bulk, ['bulk']],
  'bench-cpu.svg': [cpu, ['ping-pong-64']],
  'bench-latency.svg': [latency, ['open-loop']],
  'bench-connections.svg': [many, Object.keys(connections)],
  'bench-idle.svg': [idle, ['idle-10000']],
  'bench-busy.svg': [wakeUp, Object.keys(busy)],
  'bench-silent.svg': [silent, Object.keys(silentLoads)]
}
const svgs = {}
for (const [name, [draw, loads]] of Object.entries(plots)) {
  const missing = loads.filter((load) => !rounds(load).length)
  const drawn = missing.length < loads.length ? draw() : { panels: [] }
  svgs[name] = drawn.panels.length ? await plot(drawn) : undefined
  const reason = missing.length ? missing.join(', ') : 'the servers that it shows'
  if (!svgs[name]) console.log(`${name} left out: the results lack ${reason}`)
  else if (missing.length) console.log(`${name} drawn without ${reason}`)
}
keep(folder, svgs, check, 'npm run plots')
