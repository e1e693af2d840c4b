import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import { commandsOnly, markDiff } from './code.mts'
import { sourceOf } from './sources.mts'

const readingOrder = [
  'README', 'protocol', 'prologue', 'stage-06', 'stage-07', 'stage-08', 'stage-09', 'blocking-in-java', 'encore',
  'performance', 'c-to-java', 'specs', 'pitfalls', 'glossary'
]

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
  <path d="M2 5h10M9 2l3 3-3 3M14 11H4M7 8l-3 3 3 3" fill="none" stroke="#3b82f6" stroke-width="2"/></svg>`

function sidebarEntry(page: string) {
  const file = join(import.meta.dirname, '..', `${page}.md`)
  if (!existsSync(file)) return []

  const title = readFileSync(file, 'utf8').match(/^# (.*)/m)?.[1] ?? page
  return [{ text: title.replaceAll('`', ''), link: page === 'README' ? '/' : `/${page}` }]
}

/** Anchors as Git hosts make them, so that a link works in both places. */
function slugify(heading: string): string {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-')
}

export default defineConfig({
  title: 'expserver',
  description: 'A TCP server in Java, from a listener to a non-blocking event loop',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  rewrites: { 'README.md': 'index.md' },
  themeConfig: {
    sidebar: readingOrder.flatMap(sidebarEntry),
    outline: { level: [2, 3] },
    search: { provider: 'local' }
  },
  markdown: {
    anchor: { slugify },
    codeTransformers: [commandsOnly, markDiff],
    config(md) {
      md.core.ruler.push('links', ({ tokens, env }) => {
        const links = tokens.flatMap((block) => block.children ?? []).filter((token) => token.type === 'link_open')
        for (const link of links) {
          const href = link.attrGet('href')!
          const source = sourceOf(env.relativePath, href)
          link.attrSet('href', source ? `/source/${source}/` : href.replace(/^README\.md/, 'index.md'))
        }
      })
      const fence = md.renderer.rules.fence!
      md.renderer.rules.fence = (tokens, i, ...rest) =>
        tokens[i].info === 'mermaid'
          ? `<Mermaid code="${md.utils.escapeHtml(tokens[i].content)}" />`
          : fence(tokens, i, ...rest)
    }
  },
  vite: { build: { chunkSizeWarningLimit: 2000 } } // KiB: Mermaid, loaded by the pages that have a diagram
})
