// node mermaid-check.mjs FILE...: tells each Mermaid diagram of these pages that does not parse, as file:line: message.
import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'
import MarkdownIt from 'markdown-it'

const { window } = new JSDOM('')
Object.assign(globalThis, { window, document: window.document }) // Mermaid cleans labels with a DOM
const { default: mermaid } = await import('mermaid')

for (const file of process.argv.slice(2)) {
  const diagrams = new MarkdownIt().parse(readFileSync(file, 'utf8'), {}).filter((token) => token.info.trim() === 'mermaid')
  for (const diagram of diagrams) {
    try {
      await mermaid.parse(diagram.content)
    } catch (error) {
      console.log(`${file}:${diagram.map[0] + 1}: ${error.message.split('\n').join(' ')}`)
      process.exitCode = 1
    }
  }
}
