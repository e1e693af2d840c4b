// Opens every page of the built site in Chromium and tells what a reader would find broken.
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { launch, looks } from './browser.mjs'

const dist = join(import.meta.dirname, '..', '.vitepress', 'dist')
const types = {
  '.css': 'text/css', '.html': 'text/html', '.ico': 'image/x-icon', '.js': 'text/javascript',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2'
}

const problems = []
const screenshots = screenshotsFolder()
if (!existsSync(join(dist, 'index.html'))) give(1, `${dist} has no index.html: run npm run build`)

const server = createServer(serve).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const site = `http://127.0.0.1:${server.address().port}/`
const browser = await launch(give)

const paths = readdirSync(dist, { recursive: true })
  .filter((file) => file.endsWith('.html') && file !== '404.html')
  .map((file) => file.replace(/(^|\/)index\.html$/, '$1'))
  .sort()
const visited = new Map()
const next = paths.values()
await Promise.all(Array.from({ length: 4 }, async () => {
  for (const path of next) visited.set(path, await visit(path))
}))
for (const [path, { links }] of visited) for (const link of links) checkLink(path, link)
await checkSearch()

await browser.close()
server.close()
for (const problem of problems) console.error(problem)
console.log(`site-check: ${paths.length} pages, ${problems.length} problems`)
process.exitCode = problems.length ? 1 : 0

function screenshotsFolder() {
  try {
    return parseArgs({ options: { screenshots: { type: 'string' } } }).values.screenshots
  } catch (error) {
    give(2, `${error.message}; usage: npm run check -- [--screenshots DIR]`)
  }
}

function give(status, message) {
  console.error(`site-check: ${message}`)
  process.exit(status)
}

function serve(request, response) {
  const path = decodeURIComponent(new URL(request.url, site).pathname)
  const file = join(dist, path.endsWith('/') ? `${path}index.html` : path)
  if (!existsSync(file) || statSync(file).isDirectory()) return response.writeHead(404).end()

  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
}

/** Opens a page in each look; returns the places that its links lead to and the anchors that it has. */
async function visit(path) {
  const page = await open(path)
  for (const look of looks) {
    await page.setViewportSize(look)
    await page.emulateMedia(look)
    for (const problem of await problemsIn(page, path, look)) problems.push(`${path || '/'} (${look.name}): ${problem}`)
    if (screenshots && !path.startsWith('source/')) {
      const name = `${path.replace(/\.html$/, '') || 'index'}-${look.name}.png`
      await page.screenshot({ path: join(screenshots, name), fullPage: true })
    }
  }
  const found = await page.evaluate(() => ({
    links: [...document.querySelectorAll('a[href]')].map((link) => link.href),
    anchors: [...document.querySelectorAll('[id]')].map((element) => element.id)
  }))
  await page.close()
  return found
}

async function open(path) {
  const page = await browser.newPage()
  const tell = (problem) => problems.push(`${path || '/'}: ${problem}`)
  page.on('console', (message) => message.type() === 'error' && tell(`console: ${message.text()}`))
  page.on('pageerror', (error) => tell(`script: ${error.message}`))
  page.on('requestfailed', (request) => tell(`${request.url()}: ${request.failure().errorText}`))
  page.on('response', (response) => response.ok() || tell(`${response.url()}: status ${response.status()}`))
  page.on('request', (request) => isOwn(request.url()) || tell(`${request.url()}: a request that leaves the site`))
  await page.goto(site + path, { waitUntil: 'networkidle' })
  return page
}

function isOwn(url) {
  return url.startsWith(site) || url.startsWith('data:') || url.startsWith('blob:')
}

async function problemsIn(page, path, look) {
  const problems = []
  const drawn = `.mermaid:has(svg[id$="${look.colorScheme}"])` // Mermaid.vue ends the id with the colour scheme
  await page.waitForFunction((drawn) => !document.querySelector(`.mermaid:not(${drawn})`), drawn, { timeout: 10_000 })
    .catch(() => problems.push('a Mermaid diagram is not drawn within 10 s'))

  problems.push(...await page.evaluate(() => [
    ...[...document.images].filter((image) => !image.naturalWidth).map((image) => `broken image ${image.src}`),
    ...(document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : [])
  ]))
  if (path === 'stage-07.html' && !await page.locator('img[src*="freeze"]').isVisible()) {
    problems.push('freeze.svg, the picture of the stage, is not visible')
  }
  return problems
}

function checkLink(path, link) {
  if (!link.startsWith(site)) return

  const [target, anchor] = link.slice(site.length).split('#').map(decodeURIComponent)
  const page = visited.get(target)
  if (!page && !existsSync(join(dist, target))) problems.push(`${path || '/'}: dead link to ${target}`)
  if (page && anchor && !page.anchors.includes(anchor)) problems.push(`${path || '/'}: no #${anchor} in ${target || '/'}`)
}

async function checkSearch() {
  if (!visited.has('stage-08.html')) return

  const page = await open('')
  await page.locator('.VPNavBarSearch button').click()
  await page.locator('.search-input').fill('high-water mark')
  await page.locator('.VPLocalSearchBox a[href*="stage-08"]').first().click({ timeout: 10_000 })
    .catch(() => problems.push('the search does not find "high-water mark" in stage 8'))
  await page.close()
}
