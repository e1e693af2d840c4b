// Opens a report that ./xps specs --html wrote in Chromium and tells what a reader would find broken.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { launch, looks } from './browser.mjs'

const problems = []
const { file, screenshots } = options()
if (!existsSync(file)) give(1, `no file ${file}`)
const [, island] = /<script type="application\/json" id="report">(.*)<\/script>/.exec(readFileSync(file, 'utf8')) ?? []
if (!island) give(1, `${file} is no report: ./xps specs --html writes one`)
const report = JSON.parse(island)

const browser = await launch(give)
const page = await open()
await checkTable()
for (const result of examples()) await checkPanel(result)
await checkKeys()
for (const look of looks) await checkLook(look)
await browser.close()

for (const problem of problems) console.error(problem)
console.log(`report-check: ${report.results.length} results, ${problems.length} problems`)
process.exitCode = problems.length ? 1 : 0

function options() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { screenshots: { type: 'string' } } })
    if (positionals.length !== 1) throw new Error('which report?')
    return { file: resolve(process.env.INIT_CWD ?? '', positionals[0]), ...values } // npm changes the folder
  } catch (error) {
    give(2, `${error.message} usage: npm run report-check -- FILE [--screenshots DIR]`)
  }
}

function give(status, message) {
  console.error(`report-check: ${message}`)
  process.exit(status)
}

async function open() {
  const page = await browser.newPage()
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`))
  page.on('dialog', (dialog) => problems.push(`a script that a server wrote runs: ${dialog.message()}`))
  page.on('request', (request) => /^(file|data):/.test(request.url()) || problems.push(`${request.url()}: a request`))
  await page.goto(pathToFileURL(file).href)
  return page
}

function expect(right, problem) {
  if (!right) problems.push(problem)
}

function cell(result) {
  return page.getByRole('button', { name: `${result.server}, ${result.spec}: ${result.summary}`, exact: true })
}

async function checkTable() {
  const cells = await page.locator('td button').count()
  expect(cells === report.results.length, `the table has ${cells} cells, not ${report.results.length}`)
  const marks = { passed: '✔', failed: '✘', 'not measured': '-' }
  for (const result of report.results) {
    const mark = marks[result.outcome] + (result.expected ? '' : '!')
    expect(await cell(result).textContent() === mark, `${result.server}, ${result.spec}: the cell is not ${mark}`)
  }
}

/** A result of each kind: how it ended, whether that was expected, and what its panel has to show. */
function examples() {
  const kinds = report.results.map((result) => [`${result.outcome} ${result.expected} ${parts(result)}`, result])
  return new Map(kinds).values()
}

/** The headings of the panel. */
function parts({ outcome, message, notes, evidence: { samples, output } }) {
  return [
    ...message ? ['What was seen'] : [], ...notes.length ? ['Noted'] : [],
    ...samples.length > 1 ? ['CPU, % of one', 'Memory, MiB'] : [],
    ...output.length && outcome !== 'failed' ? ['The end of its output'] : []
  ]
}

async function checkPanel(result) {
  const what = `the panel of ${result.server}, ${result.spec}`
  await cell(result).click()
  const panel = page.getByRole('dialog', { name: `${result.spec}: ${result.server}`, exact: true })
  await panel.waitFor({ timeout: 5_000 }).catch(() => problems.push(`${what} does not open`))

  const shown = await panel.textContent()
  const output = result.outcome === 'failed' ? [] : result.evidence.output
  const told = [result.summary, result.message ?? '', ...result.notes, ...output]
  for (const text of told) expect(shown.includes(text), `${what} does not say: ${text}`)
  const headings = await panel.locator('h3').allTextContents()
  expect(`${headings}` === `${parts(result)}`, `${what} shows ${headings}, not ${parts(result)}`)
  for (const line of await panel.locator('polyline').all()) {
    const points = (await line.getAttribute('points')).split(' ')
    expect(points.length === result.evidence.samples.length, `${what} plots ${points.length} points`)
    expect(!points.some((point) => point.includes('NaN')), `${what} plots what is no number`)
  }
  if (screenshots) await screenshot(`panel-${result.outcome}-${parts(result).length}`.replaceAll(' ', '-'))
  await page.keyboard.press('Escape')
  expect(!await panel.isVisible(), `${what} stays open on Escape`)
}

/** From the first cell, Enter opens and an arrow key goes down. */
async function checkKeys() {
  const cells = page.locator('td button')
  await cells.first().focus()
  await page.keyboard.press('Enter')
  expect(await page.locator('dialog').isVisible(), 'Enter on a cell opens nothing')
  await page.keyboard.press('Escape')
  expect(await cells.first().evaluate(isFocused), 'Escape loses the cell')
  await page.keyboard.press('ArrowDown')
  const next = new Set(report.results.map((result) => result.spec)).size > 1
  const moved = await page.locator('td button:focus').count() === 1 && !await cells.first().evaluate(isFocused)
  expect(moved === next, 'an arrow key does not go from cell to cell')
}

function isFocused(element) {
  return element === document.activeElement
}

async function checkLook(look) {
  await page.setViewportSize(look)
  await page.emulateMedia(look)
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  expect(fits, `${look.name}: the page is wider than the window`)
  if (screenshots) await screenshot(look.name)
}

async function screenshot(name) {
  await page.screenshot({ path: join(screenshots, `${name}.png`) })
}
