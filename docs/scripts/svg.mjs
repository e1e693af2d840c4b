// What the pictures and the plots have in common: a card with a title, light and dark, and how they are kept up to date.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

export const width = 420 // a phone shows it at about 4/5, so that its 16 px letters have 13 px there

const common = `
  svg { font: 16px -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; fill: var(--text);
    --card: #f6f8fb; --panel: #fff; --edge: #d8dfe9; --text: #1c2430; --muted: #5a6675; --calm: #dbe7ff;
    --calm-line: #2563eb; --wait: #fdebc8; --wait-line: #a86008; --good: #d3f0dc; --good-line: #1a7f43 }
  @media (prefers-color-scheme: dark) {
    svg { --card: #1b1f27; --panel: #242a34; --edge: #39414f; --text: #e6eaf0; --muted: #a3adbb; --calm: #22345c;
      --calm-line: #7aa7ff; --wait: #4a3715; --wait-line: #f0b95a; --good: #1b4029; --good-line: #6fd394 }
  }
  .card { fill: var(--card); stroke: var(--edge) }
  .head { font-weight: 600; font-size: 18px }
  .muted { fill: var(--muted) }`

/** A card; `style` is CSS besides, `body` SVG, in lists of lists. */
export function card({ title, description, height, style = '', body }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"
  aria-labelledby="title description">
<title id="title">${escape(title)}</title>
<desc id="description">${escape(description)}</desc>
<style>${common}${style}
</style>
<rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12"/>
${text(20, 34, title, 'head')}
${body.flat(Infinity).join('\n')}
</svg>
`
}

function escape(words) {
  return words.replace(/[&<>]/g, (character) => `&#${character.charCodeAt()};`)
}

export function text(x, y, words, look = '') {
  return `<text x="${x}" y="${y}"${look && ` class="${look}"`}>${escape(words)}</text>`
}

/** Writes SVGs by their names, and removes those that are undefined; with `check` tells which of the files differ. */
export function keep(folder, svgs, check, command) {
  mkdirSync(folder, { recursive: true })
  for (const [name, svg] of Object.entries(svgs)) {
    const file = join(folder, name)
    const kept = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    if (kept === svg) continue

    if (check) {
      console.error(`${basename(folder)}/${name} is not what is drawn: run ${command}`)
      process.exitCode = 1
    } else if (svg) {
      writeFileSync(file, svg)
    } else {
      rmSync(file)
    }
  }
}
