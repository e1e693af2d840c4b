import type { Element, ElementContent } from 'hast'
import type { ShikiTransformer } from 'shiki'

const prompt = '$ '

/** Of a console session the copy button takes the commands: neither prompts nor output. */
export const commandsOnly: ShikiTransformer = {
  tokens(lines) {
    if (this.options.lang !== 'console') return

    for (const [first, second] of lines) {
      if (first?.content !== '$' || !second) continue
      first.content = prompt
      second.content = second.content.trimStart()
    }
  },
  code(code) {
    if (this.options.lang !== 'console') return

    const lines = code.children.filter((child): child is Element => child.type === 'element')
    code.children = lines.flatMap((line, i): ElementContent[] => {
      const newline: ElementContent[] = i === 0 ? [] : [{ type: 'text', value: '\n' }]
      const first = line.children[0]
      if (first?.type === 'element' && textOf(first) === prompt) {
        this.addClassToHast(first, 'vp-copy-ignore')
        return [...newline, line]
      }
      this.addClassToHast(line, 'vp-copy-ignore')
      line.children.unshift(...newline)
      return [line]
    })
  }
}

/** Gives the lines that a diff adds and removes a background. */
export const markDiff: ShikiTransformer = {
  line(line) {
    if (this.options.lang !== 'diff') return

    const text = textOf(line)
    if (/^\+(?!\+\+ )/.test(text)) this.addClassToHast(line, 'added')
    if (/^-(?!-- )/.test(text)) this.addClassToHast(line, 'removed')
  }
}

function textOf(element: Element): string {
  return element.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('')
}
