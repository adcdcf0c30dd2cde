/** An event that rises through all shadow roots, as wishes and news of a lab do: whoever runs the lab is far above. */
export function rising<T>(type: keyof HTMLElementEventMap, detail?: T): CustomEvent<T> {
  return new CustomEvent(type, { detail, bubbles: true, composed: true } as CustomEventInit<T>);
}
