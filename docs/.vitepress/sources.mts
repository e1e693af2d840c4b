import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import MarkdownIt from 'markdown-it'

const docs = join(import.meta.dirname, '..')
const repository = join(docs, '..')
const generated = new Set(['.git', 'node_modules', 'target'])
const languages: Record<string, string> = {
  '.c': 'c', '.java': 'java', '.json': 'json', '.md': 'md', '.mjs': 'js', '.properties': 'properties',
  '.py': 'python', '.xml': 'xml', '.yml': 'yaml'
}

/** The path in the repository that a link of a page leads to; undefined if it stays in docs or leads elsewhere. */
export function sourceOf(page: string, href: string): string | undefined {
  if (/^([a-z]+:|[/#])/i.test(href)) return
  const path = relative(repository, resolve(docs, dirname(page), decodeURI(href.replace(/[?#].*/, ''))))
  return path.startsWith('docs/') || path.startsWith('..') ? undefined : path
}

/** A page of the site for each file and folder outside docs that a page links to. */
export function sourcePages() {
  const paths = new Set(readdirSync(docs).filter((page) => page.endsWith('.md')).flatMap(linksOf))
  for (const path of paths) if (isFolder(path)) for (const file of filesIn(path)) paths.add(file)
  return [...paths].map((path) => ({ params: { path: join(path, 'index') }, content: contentOf(path) }))
}

function linksOf(page: string): string[] {
  return new MarkdownIt()
    .parse(readFileSync(join(docs, page), 'utf8'), {})
    .flatMap((block) => block.children ?? [])
    .map((token) => token.type === 'link_open' && sourceOf(page, token.attrGet('href')!))
    .filter((path) => path && existsSync(join(repository, path))) as string[]
}

function isFolder(path: string): boolean {
  return statSync(join(repository, path)).isDirectory()
}

function filesIn(folder: string): string[] {
  return readdirSync(join(repository, folder))
    .filter((name) => !generated.has(name))
    .map((name) => join(folder, name))
    .flatMap((path) => (isFolder(path) ? filesIn(path) : path))
}

function contentOf(path: string): string {
  return `# ${basename(path)}\n\n${isFolder(path) ? listOf(path) : codeOf(path)}`
}

function listOf(folder: string): string {
  return filesIn(folder).map((file) => `- [${relative(folder, file)}](/source/${file}/)\n`).join('')
}

function codeOf(file: string): string {
  const text = readFileSync(join(repository, file), 'utf8')
  const language = languages[extname(file)] ?? (text.startsWith('#!') ? 'bash' : 'text')
  return `\`${file}\`\n\n\`\`\`\`\`${language}:line-numbers\n${text}\`\`\`\`\`\n`
}
