// Draws assets/*.svg: npm run pictures. With --check, tells which of them differ from what this draws.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const assets = join(import.meta.dirname, '..', 'assets')
const WIDTH = 480 // units; on a phone's page a unit is about 0.7 px, so no text is below 15

const style = `
  svg { --card: #f6f8fb; --edge: #d8dfe9; --ink: #1c2430; --soft: #5a6675; --blue: #dbe7ff; --blue-edge: #2563eb;
    --amber: #fdebc8; --amber-edge: #a86008; --green: #d5f0dd; --green-edge: #1c7c43; --paper: #ffffff }
  @media (prefers-color-scheme: dark) {
    svg { --card: #1b1f27; --edge: #39414f; --ink: #e6eaf0; --soft: #a3adbb; --blue: #22345c; --blue-edge: #7aa7ff;
      --amber: #4a3715; --amber-edge: #f0b95a; --green: #17402a; --green-edge: #6fd39a; --paper: #11141a }
  }
  text { font: 15px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: var(--ink) }
  .soft { fill: var(--soft) } .strong { font-weight: 600 } .code { font-family: ui-monospace, Menlo, Consolas, monospace }
  .middle { text-anchor: middle } .end { text-anchor: end }
  .paper { fill: var(--paper); stroke: var(--edge) } .blue { fill: var(--blue); stroke: var(--blue-edge) }
  .amber { fill: var(--amber); stroke: var(--amber-edge) } .green { fill: var(--green); stroke: var(--green-edge) }
  .line { fill: none; stroke: var(--soft); stroke-width: 1.5 } .dash { stroke-dasharray: 5 4 }
  .number { fill: var(--ink) } .on-number { fill: var(--card); font-weight: 600 }
  marker path { fill: var(--soft) }`

function picture(height, title, description, ...parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="600" role="img" aria-labelledby="title description">
<title id="title">${title}</title>
<desc id="description">${description}</desc>
<style>${style}
</style>
<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0l8 4-8 4z"/></marker>
<rect x="1" y="1" width="${WIDTH - 2}" height="${height - 2}" rx="14" fill="var(--card)" stroke="var(--edge)"/>
${parts.flat(Infinity).join('\n')}
</svg>
`
}

const text = (x, y, words, kind = '') => `<text x="${x}" y="${y}" class="${kind}">${words}</text>`
const box = (x, y, width, height, kind) => `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" class="${kind}"/>`
const arrow = (path, kind = '') => `<path d="${path}" class="line ${kind}" marker-end="url(#tip)"/>`
const line = (path, kind = '') => `<path d="${path}" class="line ${kind}"/>`
const number = (x, y, n) => [`<circle cx="${x}" cy="${y}" r="12" class="number"/>`, text(x, y + 5, n, 'middle on-number')]
const labelled = (x, y, width, height, kind, ...words) =>
  [box(x, y, width, height, kind),
    words.map((w, i) => text(x + width / 2, y + height / 2 + 5 + 20 * (i - (words.length - 1) / 2), w, `middle ${i ? 'soft' : 'strong'}`))]

function buffer(x, y, name, n) {
  const cells = [0, 1, 2, 3, 4].map((i) => `<rect x="${x + 12 + 29 * i}" y="${y + 32}" width="26" height="20" rx="3" class="amber"/>`)
  return [box(x, y, 168, 64, 'paper'), text(x + 12, y + 22, name), cells, number(x + 168, y, n)]
}

const buffers = picture(474, 'Four buffers, all of them full',
  'A client writes and never reads. The replies fill its receive buffer, then the server’s send buffer; the server’s write waits; '
  + 'the lines fill the server’s receive buffer, then the client’s send buffer.',
  labelled(40, 20, 400, 52, 'blue', 'the client writes, and never reads'),
  text(40, 112, 'its kernel', 'soft'),
  buffer(40, 124, 'send buffer', 5), buffer(272, 124, 'receive buffer', 1),
  arrow('M124 72V120'), line('M356 88V120', 'dash'), text(366, 108, 'no read', 'soft'),
  arrow('M124 190V276'), arrow('M356 278V192'),
  text(124 - 12, 238, 'lines', 'end'), text(356 + 12, 238, 'replies'),
  text(240, 218, 'window 0', 'middle soft'), text(240, 238, 'both ways', 'middle soft'),
  buffer(40, 280, 'receive buffer', 4), buffer(272, 280, 'send buffer', 2),
  text(136, 378, 'the server’s kernel', 'soft'),
  line('M124 346V396', 'dash'), arrow('M356 396V348'),
  labelled(40, 398, 400, 56, 'amber', 'the server’s write finds no room'), number(440, 398, 3))

const loopTurn = picture(432, 'One turn of the loop',
  'select waits until channels are ready; each ready channel’s handler runs and returns; then select waits again.',
  labelled(96, 24, 344, 64, 'blue', 'select', 'waits until any channel is ready'),
  arrow('M268 88V126'), text(280, 113, 'these are', 'soft'),
  box(96, 130, 344, 60, 'paper'),
  ['a listener', 'a client', 'a client'].map((who, i) => labelled(108 + 110 * i, 142, 100, 36, 'green', who)),
  arrow('M268 190V228'), text(280, 215, 'one after the other', 'soft'),
  labelled(96, 232, 344, 64, 'paper', 'its handler runs', 'and does not wait for anybody'),
  arrow('M158 296V330'), arrow('M268 296V330'), arrow('M378 296V330'),
  labelled(108, 334, 100, 36, 'green', 'accept'), labelled(218, 334, 100, 36, 'green', 'read'), labelled(328, 334, 100, 36, 'green', 'write'),
  arrow('M268 372V400H44V56H92'), text(56, 420, 'and again', 'soft'))

function lane(y, name, ...parts) {
  return [text(20, y + 5, name, 'soft'), line(`M126 ${y + 26}H460`), parts]
}
const span = (from, to, y, kind, words) => [box(from, y - 15, to - from, 30, kind), text((from + to) / 2, y + 5, words, 'middle')]

const freeze = picture(470, 'The freeze, and the cure, on a timeline',
  'Stage 7: the silent client fills the buffers, the loop’s thread waits in write, the second client waits until the silent client leaves. '
  + 'Stage 8: the loop goes on, and the second client is answered at once.',
  line('M236 40V208', 'dash'), text(236, 226, 'buffers full', 'middle soft'),
  line('M392 40V208', 'dash'), text(392, 226, 'first client leaves', 'middle soft'),
  line('M236 284V448', 'dash'), line('M392 284V448', 'dash'),
  text(20, 34, 'Stage 7', 'strong'),
  lane(64, 'first client', span(126, 236, 64, 'blue', 'sends'), span(236, 392, 64, 'amber', 'its write waits')),
  lane(116, 'the loop', span(126, 236, 116, 'green', 'serves'), span(236, 392, 116, 'amber', 'waits in write'), span(392, 460, 116, 'green', 'serves')),
  lane(168, 'second client', span(284, 392, 168, 'amber', 'no reply'), span(392, 460, 168, 'green', 'olleh')),
  line('M20 244H460'),
  text(20, 276, 'Stage 8', 'strong'),
  lane(306, 'first client', span(126, 236, 306, 'blue', 'sends'), span(236, 392, 306, 'amber', 'its write waits')),
  lane(358, 'the loop', span(126, 460, 358, 'green', 'serves whoever is ready')),
  lane(410, 'second client', span(284, 344, 410, 'green', 'olleh')),
  arrow('M340 454H460'), text(332, 459, 'time', 'end soft'))

function toggle(x, y, name, on) {
  return [text(x, y + 5, name, on ? 'strong' : 'soft'),
    `<rect x="${x + 52}" y="${y - 10}" width="38" height="20" rx="10" class="${on ? 'green' : 'paper'}"/>`,
    `<circle cx="${x + (on ? 80 : 62)}" cy="${y}" r="6" class="number"/>`, text(x + 98, y + 5, on ? 'on' : 'off', on ? '' : 'soft')]
}
const state = (y, name, read, write) => [box(40, y, 400, 70, 'paper'), text(56, y + 27, name, 'strong'), toggle(56, y + 50, 'read', read), toggle(240, y + 50, 'write', write)]

const switches = picture(506, 'Reading and writing, two switches of a connection',
  'Nothing owed: read on, write off. Something owed, below the mark: both on. 64 KiB or more owed: read off, write on. Input ended and something owed: read off, write on. '
  + 'Input ended and nothing owed: closed.',
  state(24, 'nothing is owed', true, false),
  arrow('M150 94V130'), text(140, 118, 'the socket is full', 'end'), arrow('M330 132V96'), text(340, 118, 'all is taken', ''),
  state(134, 'something is owed', true, true),
  arrow('M150 204V240'), text(140, 228, '64 KiB or more', 'end'), arrow('M330 242V206'), text(340, 228, 'less again', ''),
  state(244, 'too much is owed', false, true),
  line('M20 334H460', 'dash'), text(240, 358, 'and when the client ends its input', 'middle soft'),
  state(374, 'something is still owed', false, true),
  arrow('M240 444V462'), text(240, 484, 'all is taken: close', 'middle strong'))

const drawn = { 'buffers.svg': buffers, 'loop-turn.svg': loopTurn, 'freeze.svg': freeze, 'switches.svg': switches }
const check = process.argv.includes('--check')
for (const [name, svg] of Object.entries(drawn)) {
  const file = join(assets, name)
  if (!check) writeFileSync(file, svg)
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== svg) {
    console.error(`assets/${name} is not what scripts/pictures.mjs draws: run npm run pictures`)
    process.exitCode = 1
  }
}
