import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** Line drawings on a 16-unit grid, drawn for this page. They say nothing by themselves: the button carries the name. */
function icon(lines: SVGTemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${lines}</svg>`;
}

/** A hull in a dock: the mark of the product. */
export const dockIcon = icon(
  svg`<path d="M1.5 3v9.5h13V3M4 6.5h8l-1.2 3.5H5.2zM8 6.5v-4M8 3l2.5 1.2L8 5.2" />`,
);
export const plusIcon = icon(svg`<path d="M8 3v10M3 8h10" />`);
export const splitIcon = icon(svg`<path d="M2 3h12v10H2zM8 3v10" />`);
export const pageIcon = icon(svg`<path d="M2 3h12v10H2zM2 6h12M4 4.5h.1" />`);
export const closeIcon = icon(svg`<path d="M4 4l8 8M12 4l-8 8" />`);
export const searchIcon = icon(
  svg`<path d="M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.3 10.3 14 14" />`,
);
export const previousIcon = icon(svg`<path d="M4 10l4-4 4 4" />`);
export const nextIcon = icon(svg`<path d="M4 6l4 4 4-4" />`);
export const copyIcon = icon(svg`<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />`);
export const doneIcon = icon(svg`<path d="M3 8.5l3.5 3.5L13 4.5" />`);
export const sendIcon = icon(svg`<path d="M2.5 3.5 6 7l-3.5 3.5M7.5 12h6" />`);
export const resetIcon = icon(svg`<path d="M3 8a5 5 0 1 0 1.5-3.5L3 6M3 2.5V6h3.5" />`);
export const guideIcon = icon(svg`<path d="M2 3h12v10H2zM6.5 3v10M3.8 6h1M3.8 8.5h1" />`);
export const speechIcon = icon(
  svg`<path d="M2.5 6v4h2.5l3 2.5v-9L5 6zM10.5 6a3 3 0 0 1 0 4M12.5 4a6 6 0 0 1 0 8" />`,
);
export const sunIcon = icon(
  svg`<path d="M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9M11.9 11.9l.9.9M12.8 3.2l-.9.9M4.1 11.9l-.9.9" />`,
);
export const moonIcon = icon(svg`<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z" />`);
export const autoIcon = icon(
  svg`<path d="M8 2.5a5.5 5.5 0 1 1 0 11zM8 2.5a5.5 5.5 0 0 0 0 11z" /><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />`,
);
export const warningIcon = icon(svg`<path d="M8 2 14.5 13.5h-13zM8 6.5v3.5M8 12v.1" />`);
export const pauseIcon = icon(svg`<path d="M5.5 3.5v9M10.5 3.5v9" />`);
export const powerIcon = icon(svg`<path d="M8 2v5.5M4.5 4a5.2 5.2 0 1 0 7 0" />`);
export const leftIcon = icon(svg`<path d="M10 3.5 5.5 8l4.5 4.5" />`);
export const rightIcon = icon(svg`<path d="M6 3.5 10.5 8 6 12.5" />`);
export const listIcon = icon(svg`<path d="M2.5 4h1M2.5 8h1M2.5 12h1M6 4h7.5M6 8h7.5M6 12h7.5" />`);
export const outsideIcon = icon(svg`<path d="M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5" />`);
export const circleIcon = icon(svg`<circle cx="8" cy="8" r="5.75" />`);
export const unknownIcon = icon(svg`<circle cx="8" cy="8" r="5.75" stroke-dasharray="2.2 2.32" />`);
export const doneCircleIcon = icon(
  svg`<circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none" /><path d="M5.2 8.2l2 2 3.6-4" stroke="var(--_surface)" />`,
);
export const crossCircleIcon = icon(
  svg`<circle cx="8" cy="8" r="5.75" /><path d="M6 6l4 4M10 6l-4 4" />`,
);
export const bulbIcon = icon(
  svg`<path d="M6 11.5C6 10 4 9 4 6.3a4 4 0 0 1 8 0C12 9 10 10 10 11.5zM6.5 14h3" />`,
);
export const clockIcon = icon(svg`<circle cx="8" cy="8" r="5.75" /><path d="M8 4.8V8l2.2 1.4" />`);
export const layersIcon = icon(
  svg`<path d="M8 2.2 14 5.2 8 8.2 2 5.2zM2.6 8.2 8 10.9l5.4-2.7M2.6 11 8 13.7l5.4-2.7" />`,
);
export const downloadIcon = icon(svg`<path d="M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11" />`);
export const importIcon = icon(svg`<path d="M8 10.2V2.7M4.8 5.7 8 2.5l3.2 3.2M2.5 13.5h11" />`);
export const renameIcon = icon(
  svg`<path d="M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2zM9.4 4.4l2.2 2.2" />`,
);
export const deleteIcon = icon(
  svg`<path d="M3 4.5h10M6.2 4.5v-2h3.6v2M4.2 4.5l.6 9h6.4l.6-9M6.7 7v4M9.3 7v4" />`,
);
