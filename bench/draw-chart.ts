/** Figures of one kind against size, each line with a name. */
export interface Panel {
  readonly title: string
  readonly lines: readonly Line[]
}

interface Line {
  readonly name: string
  /** Sizes and figures, both above 0, smallest size first. */
  readonly points: readonly (readonly [size: number, figure: number])[]
  /** The last figure as it is shown. */
  readonly shown: string
}

/** Pixels. */
const PLOT = { width: 150, height: 230 }
const LEFT = 46
const RIGHT = 104
const TOP = 44
const BOTTOM = 46
const PANEL = LEFT + PLOT.width + RIGHT
const HEIGHT = TOP + PLOT.height + BOTTOM
/** Between the base lines of two labels. */
const LEADING = 28

/** Colours that people who see few colours tell apart (Okabe & Ito 2008), on white and, lighter, on black. */
const COLOURS = [
  ['#0072b2', '#56b4e9'],
  ['#c04f00', '#f0a040'],
  ['#00795a', '#3fcf9f'],
  ['#a8447f', '#e59cc6'],
] as const
const STYLE = `
text { font: 12px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #57606a }
.back { fill: #fff } .title { font-weight: 600; font-size: 13px; fill: #1f2328 } .grid { stroke: #d8dee4 }
.line { fill: none; stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round } .name { font-weight: 600 }
${COLOURS.map(([light], at) => `.s${at} { stroke: ${light} } .f${at} { fill: ${light} }`).join('\n')}
@media (prefers-color-scheme: dark) {
text { fill: #9198a1 } .back { fill: #0d1117 } .title { fill: #f0f6fc } .grid { stroke: #30363d }
${COLOURS.map(([, dark], at) => `.s${at} { stroke: ${dark} } .f${at} { fill: ${dark} }`).join('\n')}
}`

/**
 * Draws panels side by side, both axes logarithmic, every line labelled where it ends.
 * @param alternative what somebody who can't see it should know.
 * @returns an SVG, with colours for light and for dark pages.
 */
export function drawChart(panels: readonly Panel[], axis: string, alternative: string): string {
  const width = panels.length * PANEL
  const drawn = panels.map((panel, at) => `<g transform="translate(${at * PANEL} 0)">\n${drawPanel(panel, axis)}\n</g>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${escapeXml(alternative)}">
<style>${STYLE}
</style>
<rect class="back" width="${width}" height="${HEIGHT}" rx="6"/>
${drawn.join('\n')}
</svg>
`
}

function drawPanel({ title, lines }: Panel, axis: string): string {
  const all = lines.flatMap(({ points }) => points)
  const sizes = decades(all.map(([size]) => size))
  const figures = decades(all.map(([, figure]) => figure))
  const x = (size: number) => LEFT + PLOT.width * share(size, sizes)
  const y = (figure: number) => TOP + PLOT.height * (1 - share(figure, figures))
  const bottom = TOP + PLOT.height
  const parts = [`<text class="title" x="${LEFT}" y="22">${escapeXml(title)}</text>`]
  for (const figure of figures) {
    parts.push(
      `<path class="grid" d="M ${LEFT} ${y(figure).toFixed(1)} h ${PLOT.width}"/>`,
      `<text x="${LEFT - 7}" y="${(y(figure) + 4).toFixed(1)}" text-anchor="end">${short(figure)}</text>`,
    )
  }
  for (const size of sizes) {
    parts.push(
      `<path class="grid" d="M ${x(size).toFixed(1)} ${TOP} v ${PLOT.height}"/>`,
      `<text x="${x(size).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${short(size)}</text>`,
    )
  }
  parts.push(`<text x="${LEFT + PLOT.width / 2}" y="${bottom + 36}" text-anchor="middle">${escapeXml(axis)}</text>`)
  const heights = apart(
    lines.map(({ points }) => y(points.at(-1)![1])),
    bottom - LEADING / 2,
  )
  for (const [at, { name, points, shown }] of lines.entries()) {
    const path = points.map(([size, figure]) => `${x(size).toFixed(1)} ${y(figure).toFixed(1)}`)
    const dots = points.map(
      ([size, figure]) => `<circle class="f${at}" cx="${x(size).toFixed(1)}" cy="${y(figure).toFixed(1)}" r="3"/>`,
    )
    const left = LEFT + PLOT.width + 9
    parts.push(
      `<path class="line s${at}" d="M ${path.join(' L ')}"/>`,
      ...dots,
      `<text class="name f${at}" x="${left}" y="${(heights[at]! - 1).toFixed(1)}">${escapeXml(name)}</text>`,
      `<text x="${left}" y="${(heights[at]! + 12).toFixed(1)}">${escapeXml(shown)}</text>`,
    )
  }
  return parts.join('\n')
}

/** The powers of ten around values, at least two. */
function decades(values: readonly number[]): number[] {
  const first = Math.floor(Math.log10(Math.min(...values)))
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))))
  return Array.from({ length: last - first + 1 }, (_, n) => 10 ** (first + n))
}

/** Where a value lies between the first and the last power of ten, 0 to 1. */
function share(value: number, powers: readonly number[]): number {
  return (Math.log10(value) - Math.log10(powers[0]!)) / (powers.length - 1)
}

/** Heights moved apart by as much as a label needs, none below the lowest. */
function apart(wanted: readonly number[], lowest: number): number[] {
  const order = Array.from(wanted.keys()).sort((a, b) => wanted[a]! - wanted[b]!)
  const heights = [...wanted]
  let free = Number.NEGATIVE_INFINITY
  for (const at of order) {
    heights[at] = Math.max(heights[at]!, free)
    free = heights[at]! + LEADING
  }
  free = lowest
  for (const at of order.reverse()) {
    heights[at] = Math.min(heights[at]!, free)
    free = heights[at]! - LEADING
  }
  return heights
}

function short(value: number): string {
  if (value >= 1_000_000) return `${value / 1_000_000}M`
  return value >= 1000 ? `${value / 1000}k` : String(Number(value.toPrecision(1)))
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
