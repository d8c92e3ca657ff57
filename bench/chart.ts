import type { Panel } from "./row.js";

const WIDTH = 760;
const MARGIN = 20;
const LABELS = 150;
const ROW = 24;
const BAR = 16;
const HEAD = 62;
const PANEL_HEAD = 34;
// Room for the figure behind the longest bar.
const FIGURE = 46;

/**
 * A bar chart of CPU time. Colours are chosen to be read on white and on black; the style follows where it is known
 * which of them it is.
 *
 * @param node The version that was measured.
 */
export function drawChart(panels: readonly Panel[], node: string): string {
  const most = Math.max(...panels.flatMap(({ bars }) => bars.map(([, ratio]) => ratio)));
  const scale = (WIDTH - 2 * MARGIN - LABELS - FIGURE) / most;
  let top = HEAD;
  const drawn = panels.map((panel) => {
    const lines = drawPanel(panel, top, scale);
    top += PANEL_HEAD + panel.bars.length * ROW;
    return lines;
  });
  const summary = panels.map(
    ({ title, bars }) => `${title}: ${bars.map(([name, ratio]) => `${name} ${ratio.toFixed(2)}`).join(", ")}`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top + MARGIN}" width="${WIDTH}" role="img">`,
    `<title>CPU time per event: shorter is better</title>`,
    `<desc>${escapeXml(summary.join(". "))}</desc>`,
    `<style>`,
    `text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }`,
    `.head { font-size: 16px; font-weight: 600; } .title { font-weight: 600; } .note { fill: #656d76; }`,
    `.bar { fill: #8c959f; } .ours { fill: #0969da; } .line { stroke: #8c959f; stroke-dasharray: 2 3; }`,
    `@media (prefers-color-scheme: dark) {`,
    `  text { fill: #e6edf3; } .note { fill: #8d96a0; } .bar { fill: #6e7681; } .ours { fill: #4493f8; }`,
    `}`,
    `</style>`,
    text(MARGIN, 26, "CPU time from bytes to typed objects in a for await loop", "head"),
    text(
      MARGIN,
      46,
      `eventsource-parser in an async generator = 1.00, shorter is better. Node ${node}, medians`,
      "note",
    ),
    ...drawn.flat(),
    `</svg>`,
  ].join("\n")}\n`;
}

function drawPanel({ title, bars }: Panel, top: number, scale: number): readonly string[] {
  const left = MARGIN + LABELS;
  const first = top + PANEL_HEAD - 4;
  const one = round(left + scale);
  return [
    text(MARGIN, top + 22, title, "title"),
    `<line class="line" x1="${one}" x2="${one}" y1="${first}" y2="${first + bars.length * ROW - ROW + BAR}"/>`,
    ...bars.flatMap(([name, ratio], index) => {
      const y = first + index * ROW;
      const width = round(ratio * scale);
      return [
        text(left - 8, y + 13, name, index === 0 ? "title" : "", "end"),
        `<rect class="${index === 0 ? "ours" : "bar"}" x="${left}" y="${y}" width="${width}" height="${BAR}" rx="2"/>`,
        text(round(left + width + 6), y + 13, ratio.toFixed(2), index === 0 ? "title" : ""),
      ];
    }),
  ];
}

function text(x: number, y: number, content: string, className: string, anchor = "start"): string {
  return `<text x="${x}" y="${y}" class="${className}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
}

function escapeXml(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
