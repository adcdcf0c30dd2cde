/** A tab holds one terminal, or two side by side. Terminals are named by numbers that are never used again. */
export interface TerminalTab {
  readonly id: number;
  readonly terminals: readonly [number] | readonly [number, number];
}

/** Which terminals there are and which one is in front. Values are never changed, only replaced. */
export interface TerminalLayout {
  readonly tabs: readonly TerminalTab[];
  /** Id of the tab in front; 0 when there is none. */
  readonly activeTab: number;
  /** The terminal that takes what is sent; 0 when there is none. */
  readonly activeTerminal: number;
  readonly nextId: number;
}

/** No terminal at all. */
export const EMPTY_LAYOUT: TerminalLayout = {
  tabs: [],
  activeTab: 0,
  activeTerminal: 0,
  nextId: 1,
};

/** The tab in front. */
export function activeTabOf(layout: TerminalLayout): TerminalTab | undefined {
  return layout.tabs.find((tab) => tab.id === layout.activeTab);
}

/** Every terminal, in the order of the tabs. */
export function terminalsOf(layout: TerminalLayout): readonly number[] {
  return layout.tabs.flatMap((tab) => [...tab.terminals]);
}

/** Adds a tab with one new terminal and brings it to the front. */
export function openTab(layout: TerminalLayout): TerminalLayout {
  const id = layout.nextId;
  const tab: TerminalTab = { id, terminals: [id] };
  return { tabs: [...layout.tabs, tab], activeTab: id, activeTerminal: id, nextId: id + 1 };
}

/** Adds a second terminal to the tab in front; a tab that has two stays as it is. */
export function splitTab(layout: TerminalLayout): TerminalLayout {
  const tab = activeTabOf(layout);
  if (!tab || tab.terminals.length === 2) return layout;
  const id = layout.nextId;
  const split: TerminalTab = { id: tab.id, terminals: [tab.terminals[0], id] };
  return {
    ...layout,
    tabs: layout.tabs.map((other) => (other === tab ? split : other)),
    activeTerminal: id,
    nextId: id + 1,
  };
}

/** Brings a tab to the front. */
export function activateTab(layout: TerminalLayout, id: number): TerminalLayout {
  const tab = layout.tabs.find((other) => other.id === id);
  if (!tab || id === layout.activeTab) return layout;
  return { ...layout, activeTab: id, activeTerminal: tab.terminals[0] };
}

/** Notes which terminal of the tabs has the keyboard. */
export function activateTerminal(layout: TerminalLayout, terminal: number): TerminalLayout {
  const tab = layout.tabs.find((other) => other.terminals.some((id) => id === terminal));
  if (!tab || terminal === layout.activeTerminal) return layout;
  return { ...layout, activeTab: tab.id, activeTerminal: terminal };
}

/** Takes a terminal away, and its tab with it if it was the only one there. */
export function closeTerminal(layout: TerminalLayout, terminal: number): TerminalLayout {
  const tab = layout.tabs.find((other) => other.terminals.some((id) => id === terminal));
  if (!tab) return layout;
  const [left] = tab.terminals.filter((id) => id !== terminal);
  if (left === undefined) return closeTab(layout, tab.id);
  const single: TerminalTab = { id: tab.id, terminals: [left] };
  return {
    ...layout,
    tabs: layout.tabs.map((other) => (other === tab ? single : other)),
    activeTerminal: layout.activeTerminal === terminal ? left : layout.activeTerminal,
  };
}

/** Takes a tab away; the one on its right comes to the front, or the last one. */
export function closeTab(layout: TerminalLayout, id: number): TerminalLayout {
  const index = layout.tabs.findIndex((tab) => tab.id === id);
  if (index < 0) return layout;
  const tabs = layout.tabs.filter((tab) => tab.id !== id);
  if (layout.activeTab !== id) return { ...layout, tabs };
  const next = tabs[Math.min(index, tabs.length - 1)];
  return {
    ...layout,
    tabs,
    activeTab: next?.id ?? 0,
    activeTerminal: next?.terminals[0] ?? 0,
  };
}
