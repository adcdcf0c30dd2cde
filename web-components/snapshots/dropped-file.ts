/** The file that was dropped; undefined for anything else. Of several the first is taken. */
export function fileOf(event: DragEvent): File | undefined {
  return event.dataTransfer?.files[0];
}
