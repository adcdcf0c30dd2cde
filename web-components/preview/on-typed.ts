/** Handles the sending of a form with one field: `take` is given what was typed into it. */
export function onTyped(take: (typed: string) => void): (event: SubmitEvent) => void {
  return (event) => {
    event.preventDefault();
    const [field] = event.target instanceof HTMLFormElement ? event.target.elements : [];
    if (field instanceof HTMLInputElement) take(field.value);
  };
}
