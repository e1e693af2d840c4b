// Draws assets/*.svg; with --check, tells which of them differ from what it would draw.
import { join } from 'node:path'
import { card, keep, text } from './svg.mjs'

const style = `
  .code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; font-size: 15px }
  .strong { font-weight: 600 }
  .middle { text-anchor: middle }
  .end { text-anchor: end }
  .on-calm { fill: var(--calm-line) }
  .on-wait { fill: var(--wait-line) }
  .on-good { fill: var(--good-line) }
  .panel { fill: var(--panel); stroke: var(--edge) }
  .calm { fill: var(--calm); stroke: var(--calm-line) }
  .wait { fill: var(--wait); stroke: var(--wait-line) }
  .good { fill: var(--good); stroke: var(--good-line) }
  .dot-calm { fill: var(--calm-line) }
  .dot-off { fill: var(--muted) }
  .idle { fill: none; stroke: var(--muted) }
  .line { fill: none; stroke: var(--muted); stroke-width: 2 }
  .tip { fill: var(--muted) }
  .guide { stroke: var(--muted); stroke-dasharray: 3 4 }
  .cross { stroke: var(--wait-line); stroke-width: 3; stroke-linecap: round }`

const tip = `<defs>
  <marker id="tip" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="5" markerHeight="5" orient="auto">
    <path class="tip" d="M0 0 10 5 0 10z"/>
  </marker>
</defs>`

function picture({ body, ...words }) {
  return card({ ...words, style, body: [tip, body] })
}

function box(x, y, w, h, look, radius = 8) {
  return `<rect class="${look}" x="${x}" y="${y}" width="${w}" height="${h}" rx="${radius}"/>`
}

function circle(x, y, radius, look) {
  return `<circle class="${look}" cx="${x}" cy="${y}" r="${radius}"/>`
}

function arrow(path) {
  return `<path class="line" d="${path}" marker-end="url(#tip)"/>`
}

function cross(x, y) {
  return `<path class="cross" d="M${x - 6} ${y - 6}l12 12m0 -12l-12 12"/>`
}

function buffers() {
  const client = 20
  const server = 240
  const column = 160
  const [requests, programs, replies] = [88, 228, 328]

  const step = (x, y, number) => [circle(x, y, 12, 'wait'), text(x, y + 5.5, `${number}`, 'strong middle on-wait')]
  const buffer = (x, y, name, number) => [
    box(x, y, column, 92, 'panel'),
    text(x + 12, y + 26, name, 'strong'),
    Array.from({ length: 8 }, (_, i) => box(x + 12 + 17.2 * i, y + 40, 14, 20, 'wait', 2)),
    text(x + 12, y + 82, 'full', 'on-wait'),
    step(x + column - 22, y + 76, number)
  ]
  const program = (x, name, state) => [
    box(x, programs, column, 60, 'calm'),
    text(x + column / 2, programs + 26, name, 'strong middle'),
    text(x + column / 2, programs + 48, state, 'middle')
  ]
  return picture({
    title: 'Four buffers between two peers',
    description: 'A ring of six places. The client writes into its kernel’s send buffer, from which bytes go to the ' +
      'receive buffer of the server’s kernel. The server reads them there and writes replies into its send buffer, from ' +
      'which they go to the client’s receive buffer. The client never reads, so that fills first, then the server’s send ' +
      'buffer; the server waits in write and reads no more; its receive buffer fills, and last the client’s send buffer.',
    height: 548,
    body: [
      text(client, 72, 'client', 'muted'),
      text(server, 72, 'server', 'muted'),
      buffer(client, requests, 'send buffer', 5),
      buffer(server, requests, 'receive buffer', 4),
      program(client, 'client', 'never reads'),
      program(server, 'server', 'waits in write'),
      step(server + column - 4, programs, 3),
      buffer(client, replies, 'receive buffer', 1),
      buffer(server, replies, 'send buffer', 2),
      arrow(`M${client + 80} ${programs - 4}V${requests + 97}`),
      text(client + 92, programs - 18, 'write', 'code'),
      arrow(`M${client + column + 5} ${requests + 50}H${server - 5}`),
      arrow(`M${server + 80} ${requests + 96}V${programs - 5}`),
      text(server + 92, programs - 18, 'read', 'code'),
      arrow(`M${server + 80} ${programs + 64}V${replies - 5}`),
      text(server + 92, replies - 15, 'write', 'code'),
      arrow(`M${server - 5} ${replies + 50}H${client + column + 5}`),
      `<path class="guide" d="M${client + 80} ${replies - 4}V${programs + 64}"/>`,
      cross(client + 80, replies - 20),
      text(client + 98, replies - 15, 'read', 'code'),
      text(client, 450, 'They fill in the order 1 to 5. A receive buffer', 'muted'),
      text(client, 472, 'that is full is a window of 0: its sender waits.', 'muted'),
      text(client, 502, 'Linux decides how much fits: tcp_wmem', 'muted'),
      text(client, 524, 'bounds a send, tcp_rmem a receive buffer.', 'muted')
    ]
  })
}

function loopTurn() {
  const left = 20
  const inner = 340
  const handler = (y, call, act) => [
    box(left + 14, y, inner - 28, 60, 'good'),
    text(left + 28, y + 25, call, 'code strong'),
    text(left + 28, y + 48, act)
  ]
  const channel = (i, ready) => circle(left + 26 + 26 * i, 140, 9, ready ? 'dot-calm' : 'idle')
  const key = (x, w, name) => [box(x, 232, w, 28, 'calm', 14), text(x + w / 2, 251.5, name, 'middle')]
  return picture({
    title: 'One turn of the loop',
    description: 'select waits until one of the registered channels is ready. The keys of those that are go to dispatch, ' +
      'which calls the handler of each: the listener accepts a client, a connection reads and answers, or, from stage 8 ' +
      'on, sends what it owes. When the last handler has returned, the loop goes back to select.',
    height: 606,
    body: [
      box(left, 56, inner, 102, 'panel'),
      text(left + 16, 84, 'select()', 'code strong'),
      text(left + 16, 110, 'sleeps until a channel is ready'),
      Array.from({ length: 12 }, (_, i) => channel(i, i === 0 || i === 5 || i === 9)),
      arrow(`M${left + inner / 2} 162V190`),

      box(left, 195, inner, 76, 'panel'),
      text(left + 16, 220, 'the ready keys', 'strong'),
      key(left + 14, 92, 'listener'),
      key(left + 114, 104, 'connection'),
      key(left + 226, 104, 'connection'),
      arrow(`M${left + inner / 2} 275V295`),

      box(left, 300, inner, 244, 'panel'),
      text(left + 16, 328, 'dispatch(key)', 'code strong'),
      text(left + 154, 328, 'one after the other', 'muted'),
      handler(342, 'listener.onReadable()', 'accepts a client'),
      handler(408, 'connection.onReadable()', 'reads once, answers'),
      handler(474, 'connection.onWritable()', 'sends what is owed (stage 8)'),
      arrow(`M${left + inner + 4} 420H${left + inner + 24}Q${left + inner + 32} 420 ${left + inner + 32} 412V115Q${left + inner + 32} 107 ` +
        `${left + inner + 24} 107H${left + inner + 5}`),
      text(left, 568, 'One thread does all this. While a handler', 'muted'),
      text(left, 590, 'runs, nobody else is served.', 'muted')
    ]
  })
}

function freeze() {
  const [start, blocked, full, hello, leaves, end] = [20, 118, 142, 206, 318, 400]
  const lane = (y, name, ...segments) => [
    text(start, y - 8, name, 'muted'),
    segments.map(([from, to, look, words]) => [
      box(from, y, to - from, 32, look, 5),
      text((from + to) / 2, y + 21.5, words, 'middle')
    ])
  ]
  const moments = (y, depth) => [
    `<path class="guide" d="M${full} ${y + 8}v${depth}M${leaves} ${y + 8}v${depth}"/>`,
    text(full, y, 'buffers full', 'middle'),
    text(leaves, y, 'it leaves', 'middle')
  ]
  const silent = (y) => lane(y, 'silent client', [start, full, 'calm', 'sends'], [full, leaves, 'wait', 'waits in write'])
  return picture({
    title: 'Stage 7: the loop waits in write',
    description: 'Two timelines of the same three: a silent client, the loop’s thread and a second client. Stage 7: the ' +
      'silent client sends until the buffers are full; the loop’s thread is blocked in write, and the second client has a ' +
      'connection but no reply until the silent one leaves. Stage 8: the silent client waits in the same way, the loop’s ' +
      'thread waits in select, and the second client is answered at once.',
    height: 582,
    body: [
      moments(64, 214),
      silent(98),
      lane(168, 'the loop’s thread', [start, blocked, 'good', 'serves'], [blocked, leaves, 'wait', 'blocked in write'],
        [leaves, end, 'good', 'serves']),
      lane(238, 'second client', [hello, leaves + 6, 'wait', 'no reply'], [leaves + 6, end, 'good', 'olleh']),
      text(hello - 8, 259.5, 'hello', 'end'),

      `<path class="guide" d="M${start} 292H${end}"/>`,
      text(start, 326, 'Stage 8: the loop waits in select', 'head'),
      moments(356, 130),
      silent(390),
      lane(460, 'the loop’s thread', [start, end, 'good', 'waits in select, serves who is ready']),
      lane(530, 'second client', [hello, hello + 60, 'good', 'olleh']),
      text(hello - 8, 551.5, 'hello', 'end'),
      text(hello + 72, 551.5, 'at once')
    ]
  })
}

function switches() {
  const [left, right] = [20, 280]
  const [wide, narrow] = [196, 120]
  const [none, some, much] = [56, 204, 352]

  const toggle = (x, y, name, on) => [
    text(x, y + 5.5, name, on ? 'strong' : 'muted'),
    box(x + 47, y - 9, 32, 18, on ? 'calm' : 'panel', 9),
    circle(x + (on ? 70 : 56), y, 6, on ? 'dot-calm' : 'dot-off')
  ]
  const state = (y, words, read, write) => [
    box(left, y, wide, 84, 'panel'),
    text(left + 14, y + 30, words, 'strong'),
    toggle(left + 14, y + 58, 'read', read),
    toggle(left + 104, y + 58, 'write', write)
  ]
  const between = (y, more, less) => [
    arrow(`M${left + 14} ${y + 4}v55`),
    text(left + 24, y + 26, more),
    arrow(`M${left + wide - 14} ${y + 60}v-55`),
    text(left + wide - 24, y + 50, less, 'end')
  ]
  const inputEnds = (y) => [
    arrow(`M${left + wide + 5} ${y}H${right - 5}`),
    text((left + wide + right) / 2, y - 9, 'input', 'middle'),
    text((left + wide + right) / 2, y + 20, 'ends', 'middle')
  ]
  return picture({
    title: 'Two switches of a connection',
    description: 'Four states of a connection and what it asks the selector for. Nothing owed: read is on, write is off. ' +
      'Less than 64 KiB owed: both are on. 64 KiB or more owed: read is off, write is on. Input ended and something owed: ' +
      'read is off, write is on, until all is sent and the connection is closed. When the input ends with nothing owed, ' +
      'the connection is closed as well. What the socket does not take moves a connection down, what it takes moves it up.',
    height: 540,
    body: [
      state(none, 'nothing owed', true, false),
      between(none + 84, 'socket full', 'all sent'),
      state(some, 'less than 64 KiB', true, true),
      between(some + 84, 'more owed', 'some sent'),
      state(much, '64 KiB or more', false, true),
      inputEnds(none + 42),
      box(right, none + 16, narrow, 52, 'calm'),
      text(right + narrow / 2, none + 47.5, 'closed', 'strong middle'),
      arrow(`M${right + narrow / 2} ${some - 22}V${none + 73}`),
      text(right + narrow / 2 + 10, none + 104, 'all sent'),
      inputEnds(some + 42),
      box(right, some - 18, narrow, 120, 'panel'),
      text(right + 10, some + 10, 'input ended,', 'strong'),
      text(right + 10, some + 32, 'a rest owed', 'strong'),
      toggle(right + 10, some + 58, 'read', false),
      toggle(right + 10, some + 83, 'write', true),
      text(left, 472, 'Owed is what the socket has not taken.', 'muted'),
      text(left, 494, 'From 64 KiB on, the high-water mark, a client', 'muted'),
      text(left, 516, 'is not read from. One event may pass a state.', 'muted')
    ]
  })
}

const pictures = {
  'buffers.svg': buffers(),
  'freeze.svg': freeze(),
  'loop-turn.svg': loopTurn(),
  'switches.svg': switches()
}
const [option, ...rest] = process.argv.slice(2)
if (rest.length || (option && option !== '--check')) {
  console.error('pictures: usage: npm run pictures [-- --check]')
  process.exit(2)
}
keep(join(import.meta.dirname, '..', 'assets'), pictures, option, 'npm run pictures')
