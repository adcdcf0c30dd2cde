import type { PreviewAddress } from './preview-address.ts';

/** More steps back than anybody takes. */
const MOST_ENTRIES = 50;

/** The addresses where a preview was, and which of them it is at. */
export class PreviewHistory {
  #entries: PreviewAddress[] = [];
  #place = -1;

  canGo(steps: number): boolean {
    return this.#entries[this.#place + steps] !== undefined;
  }

  /** Moves; gives the address there, or undefined and stays. */
  go(steps: number): PreviewAddress | undefined {
    const address = this.#entries[this.#place + steps];
    if (address) this.#place += steps;
    return address;
  }

  /** A new address: what lay ahead is gone. The address where it is already, by `isSame`, only takes its place. */
  push(
    address: PreviewAddress,
    isSame: (one: PreviewAddress, other: PreviewAddress) => boolean,
  ): void {
    const current = this.#entries[this.#place];
    if (current && isSame(current, address)) {
      this.replace(address);
      return;
    }
    this.#entries = [...this.#entries.slice(0, this.#place + 1), address].slice(-MOST_ENTRIES);
    this.#place = this.#entries.length - 1;
  }

  /** The same entry has another address now. */
  replace(address: PreviewAddress): void {
    if (this.#place < 0) this.push(address, () => false);
    else this.#entries[this.#place] = address;
  }
}
