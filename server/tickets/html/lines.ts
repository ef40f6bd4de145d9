/** Decides what a line of a mail is: the words between two breaks, and where in the tree they stand. */
import { isBlock } from './elements.ts'
import { INTRO_MARKS } from './marks.ts'
import { isTag, type Node, type Tag } from './tree.ts'

export interface Line {
  text: string
  /** The first thing on it, always a whole node. */
  first: Node
  /** Its place in reading order, counted in nodes. */
  at: number
  /** A rule across the page. */
  isRule: boolean
  /** A mail program says that this line tells who wrote what follows. */
  isIntro: boolean
}

export interface Reading {
  lines: Line[]
  /** Reading order of every node. */
  place: Map<Node, number>
}

export const marksIn = (tag: Tag) => (tag.attributes['data-mark'] ?? '').split(' ').filter(Boolean)
export const hasMark = (node: Node, marks: Set<string>) =>
  isTag(node) && marksIn(node).some((mark) => marks.has(mark))

const SEEN = /[^\s\u00a0\u200b\ufeff]/
/** True for words and pictures, and for whatever holds some. */
export function isSeen(node: Node): boolean {
  if (!isTag(node)) return SEEN.test(node.text)
  return node.tag === 'img' || node.children.some(isSeen)
}

/** The lines of a cleaned mail that hold something; code keeps its own lines and is left out. */
export function readLines(root: Tag): Reading {
  const lines: Line[] = []
  const place = new Map<Node, number>()
  let line: Line | null = null
  const end = () => {
    if (line && (line.isRule || SEEN.test(line.text))) lines.push(line)
    line = null
  }
  const walk = (node: Node, isIntro: boolean) => {
    const at = place.size
    place.set(node, at)
    if (!isTag(node)) {
      line ??= { text: '', first: node, at, isRule: false, isIntro }
      line.text += node.text
      return
    }
    if (node.tag === 'pre') return end()
    const breaks = node.tag === 'br' || isBlock(node.tag)
    if (breaks) end()
    if (node.tag === 'hr') line = { text: '', first: node, at, isRule: true, isIntro: false }
    const intro = isIntro || hasMark(node, INTRO_MARKS)
    for (const child of node.children) walk(child, intro)
    if (breaks) end()
  }
  walk(root, false)
  end()
  return { lines, place }
}
